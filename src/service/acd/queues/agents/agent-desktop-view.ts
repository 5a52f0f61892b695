import { Temporal } from "temporal-polyfill";

/** The number of last digits by which an agent who talked with a caller can recognise the number, and others cannot. */
const SHOWN_DIGITS = 3;

/** A number masked except for its last digits; empty when the caller sent none. */
export function maskedNumber(number: string): string {
  const digits = number.replaceAll(/\D/g, "");
  if (digits === "") return "";
  return digits.length <= SHOWN_DIGITS ? "•••" : `•••${digits.slice(-SHOWN_DIGITS)}`;
}

/** The beginning of the local day of `nowMs` in a zone. */
export function dayBeganMs(nowMs: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;
}

/** The local day and time of an instant, in the format of forms. */
export function localTime(atMs: number, timeZone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** An event of a contact as stored. */
interface TimelineEvent {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Event kinds that every agent of the contact may read. */
const AGENT_NEUTRAL_KINDS: ReadonlySet<string> = new Set([
  "contact.entered",
  "contact.planned",
  "contact.callback-asked",
  "contact.returned",
  "contact.moved",
  "contact.closed",
]);

/**
 * The events of a contact that one of its agents may read: those of the caller and of this agent. Offers to other agents, and the comparison of agents, are
 * left out.
 */
export function filterOwnTimeline<Event extends TimelineEvent>(
  events: readonly Event[],
  agentId: string,
): readonly Event[] {
  return events.flatMap((event) => {
    const { decision: _, agentIds, ...body } = event.body;
    if (AGENT_NEUTRAL_KINDS.has(event.kind)) return [{ ...event, body }];
    const isOffered = Array.isArray(agentIds) && agentIds.includes(agentId);
    if (isOffered) return [{ ...event, body: { ...body, agentIds: [agentId] } }];
    return body["agentId"] === agentId ? [{ ...event, body }] : [];
  });
}
