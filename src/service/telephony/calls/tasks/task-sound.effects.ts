import type { MediaEvent } from "../../../../platform/media/index.ts";
import type { CallInput } from "../call-step.ts";
import { openPromptCache } from "../media/prompt-cache.effects.ts";
import type { Ask, MediaControllerOptions } from "../media/sound-parts.effects.ts";
import type { MediaController } from "../ports.ts";
import type { CallRecordings } from "../recording/call-recordings.effects.ts";
import type { PlayedClip } from "./call-tasks.ts";

/** Dependencies of the audio of tasks. */
export interface TaskSoundParts {
  readonly options: MediaControllerOptions;
  readonly ask: Ask;
}

/** Plays clips to legs; the newest request replaces earlier ones of the leg. */
export interface ClipPlayer {
  readonly playClips: MediaController["playClips"];
  /** Other audio or silence replaces the clips of a leg: clips whose prompts are still loading are discarded. */
  superseded(legId: string): void;
}

/** Opens the player. */
export function openClipPlayer({ options, ask }: TaskSoundParts): ClipPlayer {
  const own = new Set(Object.values(options.prompts));
  const cache = openPromptCache({ engine: options.engine });
  /** The newest request of each leg, once its prompts are loaded. */
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
      await cache.need(all.flatMap(({ prompt }) => (prompt === null ? [] : [prompt])));
      if (newest.get(legId) !== play) return;
      newest.delete(legId);
      await ask({ kind: "play", leg: legId, play, clips: all.map(({ clip }) => clip), times, endsWithKey: false });
    },
  };
}

/** The part of the media controller that records messages. */
export function messageSound({
  engine,
  ask,
  recordings,
}: Pick<MediaControllerOptions, "engine"> & {
  readonly ask: Ask;
  readonly recordings: CallRecordings;
}): Pick<MediaController, "beginMessage" | "endMessage"> {
  return {
    beginMessage: async ({ callId, legId }, { tenantId, recordingId, queueId, quietMs }) => {
      await recordings.beginMessage({ callId, legId, tenantId, recordingId, queueId });
      await ask({ kind: "change-leg", leg: legId, settings: { quietAfterMs: quietMs } });
    },
    endMessage: async ({ legId }, { recordingId, isKept }) => {
      if (!recordings.isRecording(recordingId)) return;
      await recordings.endMessage(recordingId, isKept);
      // A leg that has ended can no longer be changed.
      await engine.mixer.request({ kind: "change-leg", leg: legId, settings: { quietAfterMs: null } });
    },
  };
}

/** The input of a call's tasks for an event of the engine, and its leg; null for none. */
export function taskInputOf(event: MediaEvent): { readonly leg: string; readonly input: CallInput } | null {
  if (event.kind === "quiet")
    return { leg: event.leg, input: { input: "fell-quiet", legId: event.leg, wasLoud: event.wasLoud } };
  const isOver = event.kind === "play-ended" && (event.why === "finished" || event.why === "restart");
  if (!isOver || !event.play.startsWith("task.")) return null;
  return { leg: event.leg, input: { input: "play-ended", play: event.play, isCut: event.why === "restart" } };
}
