/**
 * The notices to a caller before recording: only the announcement as it begins, an announcement that is played to its end first, a key to refuse, or a
 * key to agree.
 */
export const RECORDING_NOTICES = ["none", "announced", "may-refuse", "must-agree"] as const;

/** One of `RECORDING_NOTICES`. */
export type RecordingNotice = (typeof RECORDING_NOTICES)[number];

/**
 * The caller's consent to recording: the action of the caller, the reason why there was no question or answer, a withdrawal, or another party who was
 * not asked.
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
