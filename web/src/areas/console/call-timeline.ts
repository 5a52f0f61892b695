/** The timeline of a call: API requests, webhook exchanges, call events and SIP messages. */

/** The sources of the timeline. */
export interface TimelineParts {
  readonly order: {
    readonly createdAt: string;
    readonly begunAt: string | null;
    readonly doneAt: string | null;
    readonly state: string;
  } | null;
  readonly requests: readonly { readonly at: string }[];
  readonly exchanges: readonly { readonly at: string }[];
  readonly events: readonly { readonly at: string }[];
  readonly messages: readonly { readonly at: string }[];
  readonly media: readonly { readonly at: string }[];
}

/** The kinds of entries that can be filtered. */
export const TIMELINE_KINDS = ["request", "hook", "event", "media", "sip"] as const;

/** One of `TIMELINE_KINDS`. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** An entry: its kind, its time, and the index of its record within its kind. */
export interface TimelineLine {
  readonly kind: TimelineKind | "order";
  readonly atMs: number;
  readonly index: number;
  /** The state of an API command. */
  readonly state?: "ordered" | "begun" | "refused" | "cancelled";
}

/** Order of entries with equal time: requests come before their effects. */
const RANK: Readonly<Record<TimelineLine["kind"], number>> = {
  request: 0,
  order: 1,
  sip: 2,
  media: 3,
  hook: 4,
  event: 5,
};

/** The entries in order, without the filtered kinds. */
export function timelineLines(parts: TimelineParts, leftOut: ReadonlySet<TimelineKind>): readonly TimelineLine[] {
  const of = (kind: TimelineKind, items: readonly { readonly at: string }[]): readonly TimelineLine[] =>
    leftOut.has(kind) ? [] : items.map(({ at }, index) => ({ kind, atMs: Date.parse(at), index }));
  return [
    ...of("request", parts.requests),
    ...orderLines(parts.order),
    ...of("sip", parts.messages),
    ...of("media", parts.media),
    ...of("hook", parts.exchanges),
    ...of("event", parts.events),
  ].toSorted((one, other) => one.atMs - other.atMs || RANK[one.kind] - RANK[other.kind] || one.index - other.index);
}

function orderLines(order: TimelineParts["order"]): readonly TimelineLine[] {
  if (order === null) return [];
  const line = (
    state: NonNullable<TimelineLine["state"]>,
    at: string | null,
    index: number,
  ): readonly TimelineLine[] => (at === null ? [] : [{ kind: "order", atMs: Date.parse(at), index, state }]);
  const { createdAt, begunAt, doneAt, state } = order;
  const isNone = state === "refused" || state === "cancelled";
  return [...line("ordered", createdAt, 0), ...line("begun", begunAt, 1), ...(isNone ? line(state, doneAt, 2) : [])];
}
