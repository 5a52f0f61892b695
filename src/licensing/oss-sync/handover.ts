/** States of an SKLO handover through OSS. */
export const HANDOVER_STATES = ["to-upload", "seen", "granted"] as const;

/** One of `HANDOVER_STATES`. */
export type HandoverState = (typeof HANDOVER_STATES)[number];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Polling interval by time since the last activity; the first matching limit applies. */
const AFTER_ACTIVITY: readonly (readonly [withinMs: number, everyMs: number])[] = [
  [15 * MINUTE_MS, 10 * SECOND_MS],
  [2 * HOUR_MS, MINUTE_MS],
];
/** Polling interval by time since the issue of the SKLO. After the last limit, OSS is queried only after new activity. */
const SINCE_ISSUE: readonly (readonly [withinMs: number, everyMs: number])[] = [
  [DAY_MS, 10 * MINUTE_MS],
  [7 * DAY_MS, HOUR_MS],
  [90 * DAY_MS, 6 * HOUR_MS],
  [365 * DAY_MS, DAY_MS],
];

/** Input of the polling interval; instants in milliseconds since 1970. */
export interface PollFacts {
  readonly openedMs: number;
  /** The last activity by the company, OSS or a poll; null if there was none. */
  readonly newsMs: number | null;
  readonly nowMs: number;
}

/** Delay before the next query of OSS; null if polling has ended. */
export function pollDelay({ openedMs, newsMs, nowMs }: PollFacts): number | null {
  const found =
    (newsMs === null ? undefined : AFTER_ACTIVITY.find(([within]) => nowMs - newsMs < within)) ??
    SINCE_ISSUE.find(([within]) => nowMs - openedMs < within);
  return found?.[1] ?? null;
}

/** Whether OSS lists a document among the applicant's uploads: by its number, or in the note beside it. */
export function hasListedDocument(
  documents: readonly { readonly number: string; readonly note: string }[],
  number: string,
): boolean {
  const wanted = plain(number);
  return documents.some((document) => plain(document.number) === wanted || plain(document.note).includes(wanted));
}

/** Normalises a number, since applicants vary spaces and capitals. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^0-9a-z]+/gu, "");
}
