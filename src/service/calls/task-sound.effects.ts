import type { MediaEvent } from "../../platform/media/index.ts";
import type { CallInput } from "./call-step.ts";
import type { PlayedClip } from "./call-tasks.ts";
import type { SoundDesk } from "./ports.ts";
import { openPromptShelf } from "./prompt-shelf.effects.ts";
import type { Ask, SoundDeskOptions } from "./sound-parts.effects.ts";

/** What the sound of tasks stands on. */
export interface TaskSoundParts {
  readonly options: SoundDeskOptions;
  readonly ask: Ask;
  /** Recordings under way, by their tenant. */
  readonly recordings: Map<string, string>;
  /** Keeps in mind that a recording is being finished. */
  readonly finishing: (recordingId: string, finish: () => Promise<void>) => Promise<void>;
  readonly end: (recording: { readonly recordingId: string; readonly tenantId: string }) => Promise<void>;
}

/** Plays clips to legs, each of them the newest thing its leg is to hear. */
export interface ClipPlayer {
  readonly playClips: SoundDesk["playClips"];
  /** Something else is heard at a leg, or nothing: clips whose prompts are being loaded come too late. */
  superseded(legId: string): void;
}

/** Opens the player. */
export function openClipPlayer({ options, ask }: Pick<TaskSoundParts, "options" | "ask">): ClipPlayer {
  const own = new Set(Object.values(options.prompts));
  const shelf = openPromptShelf({ engine: options.engine });
  /** What each leg is to hear once its prompts are there. */
  const newest = new Map<string, string>();
  const named = (tenantId: string, clip: PlayedClip) => {
    if (clip.kind !== "prompt" || own.has(clip.prompt)) return { clip, prompt: null };
    const prompt = options.promptOf(tenantId, clip.prompt);
    if (prompt === null) throw new Error(`there is no prompt ${clip.prompt}`);
    return { clip: { kind: "prompt", prompt: prompt.name } as const, prompt };
  };
  return {
    superseded: (legId) => void newest.delete(legId),
    playClips: async ({ legId }, { tenantId, play, clips, times }) => {
      const all = clips.map((clip) => named(tenantId, clip));
      newest.set(legId, play);
      await shelf.need(all.flatMap(({ prompt }) => (prompt === null ? [] : [prompt])));
      if (newest.get(legId) !== play) return;
      newest.delete(legId);
      await ask({ kind: "play", leg: legId, play, clips: all.map(({ clip }) => clip), times, endsWithKey: false });
    },
  };
}

/** The part of the sound desk that tasks need beside clips: messages, and what becomes of a recording. */
export function taskSound(
  parts: TaskSoundParts,
): Pick<
  SoundDesk,
  "endRecording" | "pauseRecording" | "holdRecording" | "dropRecording" | "beginMessage" | "endMessage"
> {
  const { options, ask, recordings, finishing, end } = parts;
  return {
    endRecording: async ({ recordingId }) => {
      const tenantId = recordings.get(recordingId);
      if (tenantId !== undefined) await finishing(recordingId, () => end({ recordingId, tenantId }));
    },
    pauseRecording: async (recordingId) => {
      if (recordings.has(recordingId)) await ask({ kind: "pause-recording", recording: recordingId });
    },
    holdRecording: async (recordingId, isPaused) => {
      const tenantId = recordings.get(recordingId);
      if (tenantId === undefined) return;
      // What is to be left out does not wait for the disk.
      if (isPaused) await ask({ kind: "pause-recording", recording: recordingId });
      await options.recordings.keepPaused({ recordingId, tenantId, isPaused });
    },
    dropRecording: async (recordingId) => {
      const tenantId = recordings.get(recordingId);
      if (tenantId === undefined) return;
      await finishing(recordingId, async () => {
        // Whatever the database does, nothing more of the talk is kept.
        const stopped = Promise.allSettled([ask({ kind: "pause-recording", recording: recordingId })]);
        await options.recordings.drop({ recordingId, tenantId });
        await stopped;
        await ask({ kind: "forget-recording", recording: recordingId });
      });
    },
    beginMessage: async ({ callId, legId }, { tenantId, recordingId, queueId, quietMs }) => {
      recordings.set(recordingId, tenantId);
      const begun = await options.recordings.begin({ recordingId, callId, tenantId, messageQueue: queueId });
      if (!begun.ok) {
        recordings.delete(recordingId);
        throw new Error(begun.refusal);
      }
      const recorded = { recording: recordingId, left: legId, right: null, keyBase64: begun.value, isPaused: false };
      await ask({ kind: "start-recording", ...recorded });
      await ask({ kind: "change-leg", leg: legId, settings: { quietAfterMs: quietMs } });
    },
    endMessage: async ({ legId }, { recordingId, isKept }) => {
      const tenantId = recordings.get(recordingId);
      if (tenantId === undefined) return;
      const recording = { recordingId, tenantId };
      const dropped = async (): Promise<void> => {
        await ask({ kind: "forget-recording", recording: recordingId });
        await options.recordings.finish(recording, []);
      };
      await finishing(recordingId, () => (isKept ? end(recording) : dropped()));
      // A leg that is gone listens no more.
      await options.engine.mixer.request({ kind: "change-leg", leg: legId, settings: { quietAfterMs: null } });
    },
  };
}

/** What an event of the engine means for the tasks of a call, and at which leg; null for nothing. */
export function taskInputOf(event: MediaEvent): { readonly leg: string; readonly input: CallInput } | null {
  if (event.kind === "quiet")
    return { leg: event.leg, input: { input: "fell-quiet", legId: event.leg, wasLoud: event.wasLoud } };
  const isOver = event.kind === "play-ended" && (event.why === "finished" || event.why === "restart");
  if (!isOver || !event.play.startsWith("task.")) return null;
  return { leg: event.leg, input: { input: "play-ended", play: event.play, isCut: event.why === "restart" } };
}
