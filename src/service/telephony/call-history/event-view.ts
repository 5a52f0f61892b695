import { CALLBACK_FROM, type CallEvent, type CallEventBody } from "../cdr/index.ts";

/** The phone or trunk of an event, by id; both null for the caller's leg and for the call itself. */
export interface EventParty {
  readonly phoneId: string | null;
  readonly trunkId: string | null;
}

/** An event for display: its kind, time, party, and the facts of its kind. */
export interface EventView extends EventParty {
  readonly kind: CallEventBody["kind"];
  readonly atMs: number;
  /** Since the first event, by the switch's monotonic clock. */
  readonly offsetMs: number;
  /** Whether the event belongs to the caller's leg. */
  readonly isCaller: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
}

const US_PER_MS = 1_000;
/** The data fields of an event that are shown unchanged; ids are shown as names, other data is not shown. */
const FACTS = [
  "outcome",
  "by",
  "cause",
  "status",
  "target",
  "mode",
  "code",
  "caller",
  "called",
  "version",
  "step",
  "way",
  "label",
  "end",
  "result",
  "why",
  "seconds",
  "callId",
  "state",
  "list",
  "said",
  "error",
] as const;

/** The party of each leg: `leg.invited` and `leg.taken` name it, any other leg is the caller's. */
export function partiesOf(events: readonly CallEvent[]): ReadonlyMap<string, EventParty> {
  return new Map(
    events.flatMap(({ body }) =>
      body.kind === "leg.invited" || body.kind === "leg.taken"
        ? [[body.legId, { phoneId: body.phoneId, trunkId: body.trunkId }] as const]
        : [],
    ),
  );
}

/** The instants at which a call dealt with a queue: it entered one, it booked a callback, or it is a callback and rings agents. */
export function queueInstants(events: readonly CallEvent[]): readonly number[] {
  const isCallback = events.some(({ body }) => body.kind === "call.received" && body.from === CALLBACK_FROM);
  return events.flatMap(({ atMs, body }) => {
    const isBooking = body.kind === "task.ended" && body.task === "book-callback";
    const isAsking = body.kind === "queue.joined" || isBooking || (isCallback && body.kind === "leg.invited");
    return isAsking ? [atMs] : [];
  });
}

/** The events of a call in their order, for display. */
export function viewEvents(events: readonly CallEvent[]): readonly EventView[] {
  const parties = partiesOf(events);
  const beganUs = events[0]?.elapsedUs ?? 0;
  return events.map(({ atMs, elapsedUs, body }) => {
    const legId = "legId" in body ? body.legId : null;
    const party = legId === null ? ownParty(body) : (parties.get(legId) ?? NO_PARTY);
    return {
      kind: body.kind,
      atMs,
      offsetMs: Math.round((elapsedUs - beganUs) / US_PER_MS),
      isCaller: legId !== null && !parties.has(legId),
      ...party,
      facts: factsOf(body),
    };
  });
}

const NO_PARTY: EventParty = { phoneId: null, trunkId: null };

function ownParty(body: CallEventBody): EventParty {
  return body.kind === "call.received" ? { phoneId: body.phoneId, trunkId: body.trunkId } : NO_PARTY;
}

function factsOf(body: CallEventBody): Readonly<Record<string, string | number>> {
  const data: Readonly<Record<string, unknown>> = { ...body };
  // Pressed keys may be a PIN or a card number: only their count is shown.
  const count = body.kind === "digits.received" ? [["count", body.digits.length] as const] : [];
  return Object.fromEntries([
    ...count,
    ...FACTS.flatMap((name) => {
      const value = data[name];
      return typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [];
    }),
  ]);
}
