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

/** What the caller received: an article by an agent, or an announcement of the flow, which also records what was not played to its end and not found. */
interface InformationEvent<At extends Instant> {
  readonly at: At;
  readonly kind: "contact.informed" | "contact.heard" | "contact.unheard" | "contact.unanswered";
  readonly agentId?: string;
  readonly title: string;
  readonly number: number | null;
}

/**
 * The events of a contact with what was told to its caller between them, by their times. What was told is no event of the floor:
 * its places in the log are below zero, and its steady time is counted from the first event by the wall clock.
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
