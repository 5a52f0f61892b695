import type { CallTask, RepeatedSound, Verb } from "../../../telephony/calls/index.ts";
import { CLIPS_MAX, type Clip } from "../../../telephony/prompts/index.ts";

/** Minimum and maximum duration of one silent clip. */
const SILENCE_MS = { least: 20, most: 60_000 } as const;
/** Audio that must be synthesised or fetched before a verb starts; a pause needs none. */
export function soundsOf(verb: Verb): readonly RepeatedSound[] {
  if (verb.verb === "gather") return verb.prompts;
  return verb.verb === "sound" && verb.heard.sound.sound !== "pause" ? [{ ...verb.heard, times: 1 }] : [];
}

/** Silent clips of a pause verb. */
export function pauseClips(verb: Verb): readonly Clip[] {
  return verb.verb === "sound" && verb.heard.sound.sound === "pause" ? silence(verb.heard.sound.ms) : [];
}

/** Silent clips of a duration in milliseconds, within the limits of the audio engine. */
export function silence(ms: number): readonly Clip[] {
  if (ms < SILENCE_MS.least) return [];
  const first: Clip = { kind: "silence", ms: Math.min(ms, SILENCE_MS.most) };
  return [first, ...silence(ms - first.ms)];
}

/** Play task of a verb's audio, repeated `times` times; none without audio. */
export function played(clips: readonly Clip[], times: number): readonly CallTask[] {
  return clips.length === 0 ? [] : [{ task: "play", clips: clips.slice(0, CLIPS_MAX), times, isBargeable: false }];
}
