import type { CallTask, RepeatedSound, Verb } from "../../../telephony/calls/index.ts";
import { CLIPS_MAX, type Clip } from "../../../telephony/prompts/index.ts";

/** The longest silence that is one clip, and the shortest. */
const SILENCE_MS = { least: 20, most: 60_000 } as const;
/** What must be spoken or fetched before a verb begins; a pause by itself needs nothing. */
export function soundsOf(verb: Verb): readonly RepeatedSound[] {
  if (verb.verb === "gather") return verb.prompts;
  return verb.verb === "sound" && verb.heard.sound.sound !== "pause" ? [{ ...verb.heard, times: 1 }] : [];
}

/** The silence of a pause that is a verb of its own. */
export function pauseClips(verb: Verb): readonly Clip[] {
  return verb.verb === "sound" && verb.heard.sound.sound === "pause" ? silence(verb.heard.sound.ms) : [];
}

/** Silence of so many milliseconds, in clips as the engine of sound takes them. */
export function silence(ms: number): readonly Clip[] {
  if (ms < SILENCE_MS.least) return [];
  const first: Clip = { kind: "silence", ms: Math.min(ms, SILENCE_MS.most) };
  return [first, ...silence(ms - first.ms)];
}

/** What is heard of a verb, so many times; nothing where nothing of it can be. */
export function played(clips: readonly Clip[], times: number): readonly CallTask[] {
  return clips.length === 0 ? [] : [{ task: "play", clips: clips.slice(0, CLIPS_MAX), times, isBargeable: false }];
}
