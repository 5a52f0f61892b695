/** An instant as the database gives it. */
interface Instant {
  getTime(): number;
}

/** An event of a contact as stored. */
interface ContactEvent<At extends Instant> {
  readonly sequence: number;
  readonly kind: string;
  readonly at: At;
  readonly steadyMs: number;
  readonly body: unknown;
}

/**
 * Information that the caller received: an article from an agent, or an announcement of the flow; also announcements that were not played to their end, and
 * failed look-ups.
 */
interface InformationEvent<At extends Instant> {
  readonly at: At;
  readonly kind: "contact.informed" | "contact.heard" | "contact.unheard" | "contact.unanswered";
  readonly agentId?: string;
  readonly title: string;
  readonly number: number | null;
}

/**
 * The events of a contact with the information that its caller received between them, by time. Information is no ACD event: its sequence numbers are below
 * zero, and its monotonic time is computed from the first event by the wall clock.
 */
export function withInformationEvents<At extends Instant>(
  events: readonly ContactEvent<At>[],
  told: readonly InformationEvent<At>[],
): readonly ContactEvent<At>[] {
  const [first] = events;
  if (first === undefined) return [];
  return told.reduce<readonly ContactEvent<At>[]>((story, { at, kind, ...body }, nth) => {
    const steadyMs = first.steadyMs + Math.max(0, at.getTime() - first.at.getTime());
    const entry = { sequence: -1 - nth, kind, at, steadyMs, body };
    const before = story.findLastIndex((event) => event.at.getTime() <= at.getTime());
    return story.toSpliced(before + 1, 0, entry);
  }, events);
}
