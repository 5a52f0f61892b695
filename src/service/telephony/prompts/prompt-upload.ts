import type { RecordedFault } from "../../../protocols/audio/index.ts";

/** Bytes of a file that somebody sends at the most: two minutes of two channels at 48,000 samples a second. */
export const UPLOAD_BYTES_MAX = 24_000_000;

/** Own recordings of one call centre at the most. */
export const UPLOADS_MAX = 500;

/** Seconds that a recording lasts at the most. */
export const SECONDS_MAX = 120;
const SECONDS_MIN = 0.2;
/** The loudest sample of a recording that can be heard on a line: 36 dB below the loudest there is. */
const PEAK_MIN = 520;

/** Why a recording is not taken. */
export type PromptRefusal =
  | RecordedFault
  | "mp3-unreadable"
  | "mp3-busy"
  | "prompt-missing-file"
  | "prompt-too-large"
  | "prompt-too-long"
  | "prompt-too-short"
  | "prompt-silent"
  | "prompt-name-reserved"
  | "prompt-limit"
  | "storage-full"
  | "prompt-live"
  | "prompt-not-kept"
  | "speech-not-there"
  | "speech-busy"
  | "speech-failed"
  | "no-such-prompt";

/** Whether a recording lasts neither too long nor too short. */
export function lengthFault(frames: number, rateHz: number): "prompt-too-long" | "prompt-too-short" | null {
  const seconds = frames / rateHz;
  if (seconds > SECONDS_MAX) return "prompt-too-long";
  return seconds < SECONDS_MIN ? "prompt-too-short" : null;
}

/** Whether nothing is heard of it: a microphone that was off. */
export function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => Math.abs(sample) < PEAK_MIN);
}

/** What is locked while it is decided whether a live flow plays a recording of a tenant. */
export function promptsLock(tenantId: string): string {
  return `prompts ${tenantId}`;
}
