import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf } from "./commands.ts";
import type { MediaAnswers, MediaRefusal } from "./engine.ts";
import { Recorder } from "./recorder.ts";
import type { SegmentPlan } from "./split-recording.ts";
import type { Stage } from "./stage.ts";

type Answer<Kind extends keyof MediaAnswers> = Result<MediaAnswers[Kind], MediaRefusal>;

/** Begins a recording of what one or two legs say. */
export function startRecording(stage: Stage, command: CommandOf<"start-recording">): Answer<"start-recording"> {
  const { recording, left, right } = command;
  if (stage.recorders.has(recording)) return refuse("recording-exists");
  if (!stage.legs.has(left) || (right !== null && !stage.legs.has(right))) return refuse("leg-unknown");
  const startedAtMs = stage.world.nowMs();
  const key = Buffer.from(command.keyBase64, "base64");
  const { isPaused } = command;
  const begin = { segment: { recording, startedAtMs }, key, left, right, isPaused };
  stage.recorders.set(recording, new Recorder(stage.world.journal, begin));
  stage.retap([left, right]);
  return ok({ startedAtMs });
}

/** Other legs speak on the channels from now on. */
export function changeRecording(stage: Stage, command: CommandOf<"change-recording">): Answer<"change-recording"> {
  const recorder = stage.recorders.get(command.recording);
  if (recorder === undefined) return refuse("recording-unknown");
  const wanted = [command.left, command.right].filter((leg) => leg !== undefined && leg !== null);
  if (wanted.some((leg) => !stage.legs.has(leg))) return refuse("leg-unknown");
  const before = [recorder.left, recorder.right];
  if (command.left !== undefined) recorder.changeLeft(command.left);
  recorder.changeRight(command.right);
  stage.retap([...before, recorder.left, command.right]);
  return ok(null);
}

/** Nothing is kept from this sample on, or again from this sample on. */
export function pauseRecording(
  stage: Stage,
  command: CommandOf<"pause-recording" | "resume-recording">,
): Answer<"pause-recording"> {
  const recorder = stage.recorders.get(command.recording);
  if (recorder === undefined) return refuse("recording-unknown");
  const nowMs = stage.world.nowMs();
  return ok({ atSample: command.kind === "pause-recording" ? recorder.pause(nowMs) : recorder.resume(nowMs) });
}

/** Ends a recording and says where its sound lies, once all of it is in the journal. Null when it is none of this worker's. */
export async function stopRecording(stage: Stage, recording: string): Promise<SegmentPlan | null> {
  const recorder = stage.recorders.get(recording);
  if (recorder === undefined) return null;
  stage.recorders.delete(recording);
  stage.retap([recorder.left, recorder.right]);
  recorder.seal();
  await stage.world.journal.flushed(stage.world.nowMs());
  return { segment: recorder.segment, chunks: recorder.places, pauses: recorder.pauses };
}
