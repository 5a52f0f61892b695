/** Where an SKLO stands on its way through OSS. */
export const HANDOVER_STATES = ["to-upload", "seen", "granted"] as const;

/** One of `HANDOVER_STATES`. */
export type HandoverState = (typeof HANDOVER_STATES)[number];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often OSS is asked, by how long ago something was last heard of; the first that is longer counts. */
const AFTER_ACTIVITY: readonly (readonly [withinMs: number, everyMs: number])[] = [
  [15 * MINUTE_MS, 10 * SECOND_MS],
  [2 * HOUR_MS, MINUTE_MS],
];
/** The same by how long ago the SKLO was issued. Afterwards OSS is not asked any more until somebody says something. */
const SINCE_ISSUE: readonly (readonly [withinMs: number, everyMs: number])[] = [
  [DAY_MS, 10 * MINUTE_MS],
  [7 * DAY_MS, HOUR_MS],
  [90 * DAY_MS, 6 * HOUR_MS],
  [365 * DAY_MS, DAY_MS],
];

/** What the next look depends on; instants in milliseconds since 1970. */
export interface PollFacts {
  readonly openedMs: number;
  /** When the company, OSS or a look last said that something happened; null while nothing did. */
  readonly newsMs: number | null;
  readonly nowMs: number;
}

/** How long to wait before OSS is asked again; null when it is not asked any more by itself. */
export function pollDelay({ openedMs, newsMs, nowMs }: PollFacts): number | null {
  const found =
    (newsMs === null ? undefined : AFTER_ACTIVITY.find(([within]) => nowMs - newsMs < within)) ??
    SINCE_ISSUE.find(([within]) => nowMs - openedMs < within);
  return found?.[1] ?? null;
}

/** Whether OSS lists a paper among what the applicant uploaded: by its number, or in the words beside it. */
export function hasListedDocument(
  documents: readonly { readonly number: string; readonly note: string }[],
  number: string,
): boolean {
  const wanted = plain(number);
  return documents.some((document) => plain(document.number) === wanted || plain(document.note).includes(wanted));
}

/** Applicants type a number with spaces and in capitals as they like. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^0-9a-z]+/gu, "");
}
