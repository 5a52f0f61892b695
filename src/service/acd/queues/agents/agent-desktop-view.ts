import { Temporal } from "temporal-polyfill";

/** Digits at the end of a number that tell its owner to whoever talked with him, and nobody else. */
const SHOWN_DIGITS = 3;

/** A number of which only the end is told; empty where the caller sent none. */
export function maskedNumber(number: string): string {
  const digits = number.replaceAll(/\D/g, "");
  if (digits === "") return "";
  return digits.length <= SHOWN_DIGITS ? "•••" : `•••${digits.slice(-SHOWN_DIGITS)}`;
}

/** The instant at which the day of `nowMs` began in a zone. */
export function dayBeganMs(nowMs: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;
}

/** The local day and the hour of an instant, as forms take them. */
export function localTime(atMs: number, timeZone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** An event of a contact as it is kept. */
interface TimelineEvent {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Kinds that are told of whichever agent they are about. */
const AGENT_NEUTRAL_KINDS: ReadonlySet<string> = new Set([
  "contact.entered",
  "contact.planned",
  "contact.callback-asked",
  "contact.returned",
  "contact.moved",
  "contact.closed",
]);

/**
 * The events of a contact as one of its agents may read them: what happened to the caller and to himself. Whom else it was
 * offered to, and what agents were compared by, is left out.
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
