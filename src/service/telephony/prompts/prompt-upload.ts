import type { RefusalTable } from "../../../kernel/index.ts";

/** The maximum size of an uploaded file: two minutes of two channels at 48,000 samples a second. */
export const UPLOAD_BYTES_MAX = 24_000_000;

/** The maximum of own prompts of one call centre. */
export const UPLOADS_MAX = 500;

/** The maximum duration of a prompt in seconds. */
export const SECONDS_MAX = 120;
const SECONDS_MIN = 0.2;
/** The minimum peak of audible telephone audio: 36 dB below full scale. */
const PEAK_MIN = 520;

/** Refusals of prompts. */
export const PROMPT_REFUSALS = {
  "not-wav": "unsupported-type",
  "wav-format-unknown": "unsupported-type",
  "wav-rate-unknown": "unsupported-type",
  "wav-empty": "unsupported-type",
  "mp3-unreadable": "unsupported-type",
  "mp3-busy": "unavailable",
  "prompt-missing-file": "invalid",
  "prompt-too-large": "too-large",
  "prompt-too-long": "invalid",
  "prompt-too-short": "invalid",
  "prompt-silent": "invalid",
  "prompt-name-reserved": "conflict",
  "prompt-limit": "limit",
  "storage-full": "limit",
  "prompt-live": "conflict",
  "prompt-not-kept": "unavailable",
  "speech-not-there": "unavailable",
  "speech-busy": "unavailable",
  "speech-failed": "unavailable",
  "no-such-prompt": "not-found",
} as const satisfies RefusalTable;

/** Why a prompt is refused. */
export type PromptRefusal = keyof typeof PROMPT_REFUSALS;

/** The fault of a prompt's duration; null when it is within the limits. */
export function lengthFault(frames: number, rateHz: number): "prompt-too-long" | "prompt-too-short" | null {
  const seconds = frames / rateHz;
  if (seconds > SECONDS_MAX) return "prompt-too-long";
  return seconds < SECONDS_MIN ? "prompt-too-short" : null;
}

/** Whether the audio is silent, as of a microphone that was off. */
export function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => Math.abs(sample) < PEAK_MIN);
}

/** The lock name of a tenant's prompts, held while it is decided whether a live flow plays one. */
export function promptsLock(tenantId: string): string {
  return `prompts ${tenantId}`;
}
