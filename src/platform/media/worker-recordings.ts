import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf } from "./commands.ts";
import type { MediaAnswers, MediaRefusal } from "./engine.ts";
import { mixOf, type RecordedLegs, Recorder, talkOf } from "./recorder.ts";
import type { SegmentPlan } from "./split-recording.ts";
import type { MediaWorkerState } from "./worker-state.ts";

type Answer<Kind extends keyof MediaAnswers> = Result<MediaAnswers[Kind], MediaRefusal>;

/** Starts a recording of one or two legs. */
export function startRecording(
  workerState: MediaWorkerState,
  command: CommandOf<"start-recording">,
): Answer<"start-recording"> {
  return begun(workerState, command, talkOf(command.left, command.right));
}

/** Starts a recording of several legs in one channel. */
export function startMixedRecording(
  workerState: MediaWorkerState,
  command: CommandOf<"start-mixed-recording">,
): Answer<"start-mixed-recording"> {
  return begun(workerState, command, mixOf(command.legs));
}

function begun(
  workerState: MediaWorkerState,
  { recording, keyBase64, isPaused }: CommandOf<"start-recording" | "start-mixed-recording">,
  legs: RecordedLegs,
): Answer<"start-recording"> {
  if (workerState.recorders.has(recording)) return refuse("recording-exists");
  const named = [...legs.keys()];
  if (named.some((leg) => !workerState.legs.has(leg))) return refuse("leg-unknown");
  const startedAtMs = workerState.workerContext.nowMs();
  const key = Buffer.from(keyBase64, "base64");
  const begin = { segment: { recording, startedAtMs }, key, legs, isPaused };
  workerState.recorders.set(recording, new Recorder(workerState.workerContext.journal, begin));
  workerState.retap(named);
  return ok({ startedAtMs });
}

/** Changes the legs on the channels of a recording. */
export function changeRecording(
  workerState: MediaWorkerState,
  command: CommandOf<"change-recording">,
): Answer<"change-recording"> {
  const { recording, left, right } = command;
  const before = [...(workerState.recorders.get(recording)?.legs ?? [])].find(([, channel]) => channel === 0)?.[0];
  const first = left ?? before;
  return changed(workerState, recording, first === undefined ? mixOf([]) : talkOf(first, right));
}

/** Changes the legs of a mixed recording. */
export function changeMixedRecording(
  workerState: MediaWorkerState,
  { recording, legs }: CommandOf<"change-mixed-recording">,
): Answer<"change-mixed-recording"> {
  return changed(workerState, recording, mixOf(legs));
}

function changed(workerState: MediaWorkerState, recording: string, legs: RecordedLegs): Answer<"change-recording"> {
  const recorder = workerState.recorders.get(recording);
  if (recorder === undefined) return refuse("recording-unknown");
  const before = [...recorder.legs.keys()];
  // A leg that has ended keeps its channel; a leg to add must exist.
  if ([...legs.keys()].some((leg) => !before.includes(leg) && !workerState.legs.has(leg))) return refuse("leg-unknown");
  recorder.change(legs);
  workerState.retap([...before, ...legs.keys()]);
  return ok(null);
}

/** Pauses or resumes recording at this sample. */
export function pauseRecording(
  workerState: MediaWorkerState,
  command: CommandOf<"pause-recording" | "resume-recording">,
): Answer<"pause-recording"> {
  const recorder = workerState.recorders.get(command.recording);
  if (recorder === undefined) return refuse("recording-unknown");
  const nowMs = workerState.workerContext.nowMs();
  return ok({ atSample: command.kind === "pause-recording" ? recorder.pause(nowMs) : recorder.resume(nowMs) });
}

/** Ends a recording and returns the positions of its audio, once all of it is in the journal. Null when it is not on this worker. */
export async function stopRecording(workerState: MediaWorkerState, recording: string): Promise<SegmentPlan | null> {
  const recorder = workerState.recorders.get(recording);
  if (recorder === undefined) return null;
  workerState.recorders.delete(recording);
  workerState.retap([...recorder.legs.keys()]);
  recorder.seal();
  await workerState.workerContext.journal.flushed(workerState.workerContext.nowMs());
  return { segment: recorder.segment, chunks: recorder.places, pauses: recorder.pauses };
}
