/**
 * What a caller is told before he is recorded: nothing but the notice as it begins, an announcement that he hears out first, a key by which
 * he refuses, or a key by which he agrees.
 */
export const RECORDING_NOTICES = ["none", "announced", "may-refuse", "must-agree"] as const;

/** One of `RECORDING_NOTICES`. */
export type RecordingNotice = (typeof RECORDING_NOTICES)[number];

/**
 * How a caller stands to being recorded: what he did, why he was not asked or heard, that he changed his mind, or that somebody joined him
 * who was not asked.
 */
export const RECORDING_ANSWERS = [
  "announced",
  "agreed",
  "refused",
  "silent",
  "unclear",
  "unheard",
  "not-asked",
  "withdrawn",
  "joined",
] as const;

/** One of `RECORDING_ANSWERS`. */
export type RecordingAnswer = (typeof RECORDING_ANSWERS)[number];
