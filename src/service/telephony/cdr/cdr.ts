import { assert } from "../../../kernel/index.ts";
import type { CallDirection, CallEvent, CallEventBody, CallOutcome, EndedBy } from "./call-event.ts";
import { NO_RATING, type Rating, rated } from "./rate-legs.ts";

/** The call detail record: the fold of the events of one call. Instants in milliseconds since 1970. */
export interface Cdr {
  readonly direction: CallDirection;
  readonly code: string | null;
  readonly caller: string;
  readonly called: string;
  readonly trunkId: string | null;
  /** The phone that talked last, or that called. */
  readonly phoneId: string | null;
  readonly beganAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedAtMs: number;
  /** From the first ringing, or the beginning, to the answer or the end. */
  readonly ringMs: number;
  /** From the answer to the end, including hold. */
  readonly talkMs: number;
  readonly holdMs: number;
  readonly outcome: CallOutcome;
  readonly cause: number | null;
  readonly endedBy: EndedBy;
  readonly transfers: number;
  readonly recordingId: string | null;
  readonly sipCallId: string;
  /** The cost of its legs over trunks, in rupiah. */
  readonly chargeRupiah: number;
}

/** The state of the fold. */
interface Tally {
  readonly cdr: Cdr;
  readonly beganUs: number;
  readonly ringingUs: number | null;
  readonly answeredUs: number | null;
  /** Invited legs; a person answers one of them, a flow answers the caller's leg. */
  readonly invited: readonly string[];
  readonly reach: Reach;
  /** Legs on hold, and since when at least one is. */
  readonly held: readonly string[];
  readonly heldUs: number | null;
  readonly holdUs: number;
  readonly isEnded: boolean;
  readonly rating: Rating;
}

/** How far the caller got: into the flow only, into a queue and still waiting, to a stored voicemail, or to a person. */
type Reach = "flow" | "queue" | "voicemail" | "person";

const US_PER_MS = 1_000;

/**
 * Folds the events of one call, in their order, into its call detail record. Throws when the first is not `call.received` or the last is not
 * `call.ended`: an open call needs its `closingEvent` first.
 */
export function foldCdr(events: readonly CallEvent[]): Cdr {
  const [first, ...rest] = events;
  assert(first !== undefined, "a call has events");
  const tally = rest.reduce(withEvent, begin(first));
  assert(tally.isEnded, "the last event of a call is its end");
  return tally.cdr;
}

/** The event that ends a call whose switch died: at the switch's last heartbeat, `beatAtMs` since 1970. */
export function closingEvent(last: CallEvent, beatAtMs: number): CallEvent {
  const livedOnMs = Math.max(0, beatAtMs - last.atMs);
  return {
    sequence: last.sequence + 1,
    atMs: last.atMs + livedOnMs,
    elapsedUs: last.elapsedUs + livedOnMs * US_PER_MS,
    body: { kind: "call.ended", outcome: "system-restart", by: "system", status: null, cause: null },
  };
}

function begin(first: CallEvent): Tally {
  const { body } = first;
  assert(body.kind === "call.received", "the first event of a call is its arrival");
  const { direction, code, caller, called, trunkId, phoneId, sipCallId } = body;
  const times = { beganAtMs: first.atMs, answeredAtMs: null, endedAtMs: first.atMs, ringMs: 0, talkMs: 0, holdMs: 0 };
  const parties = { direction, code, caller, called, trunkId, phoneId, sipCallId };
  const ending = { outcome: "system-restart", cause: null, endedBy: "system" } as const;
  return {
    cdr: { ...parties, ...times, ...ending, transfers: 0, recordingId: null, chargeRupiah: 0 },
    beganUs: first.elapsedUs,
    ringingUs: null,
    answeredUs: null,
    invited: [],
    reach: "flow",
    held: [],
    heldUs: null,
    holdUs: 0,
    isEnded: false,
    rating: NO_RATING,
  };
}

function withEvent(before: Tally, event: CallEvent): Tally {
  const rating = rated(before.rating, event);
  const tally = { ...withReach(before, event.body), rating, cdr: { ...before.cdr, chargeRupiah: rating.rupiah } };
  assert(!tally.isEnded, "nothing happens after the end of a call");
  const { cdr } = tally;
  const { body, elapsedUs } = event;
  if (isOfApplication(body)) return tally;
  switch (body.kind) {
    case "leg.invited":
      return body.trunkId === null ? tally : { ...tally, cdr: { ...cdr, trunkId: cdr.trunkId ?? body.trunkId } };
    case "leg.ringing":
      return { ...tally, ringingUs: tally.ringingUs ?? elapsedUs };
    case "call.answered":
      return answered(tally, event, body.phoneId);
    case "hold.began":
      return holdBegan(tally, body.legId, elapsedUs);
    case "hold.ended":
    case "talk.ended":
      return holdEnded(tally, body.legId, elapsedUs);
    case "talk.changed":
      return body.state === "talking" || body.state === "conference"
        ? holdEnded(tally, body.legId, elapsedUs)
        : holdBegan(tally, body.legId, elapsedUs);
    case "transfer.done":
    case "leg.taken":
      return handedOn(tally, body.phoneId, elapsedUs);
    case "recording.began":
    case "recording.refused":
    case "recording.consent":
      return { ...tally, cdr: { ...cdr, recordingId: recordedAs(cdr.recordingId, body) } };
    case "talk.began":
      return { ...tally, cdr: { ...cdr, phoneId: body.phoneId ?? cdr.phoneId } };
    case "call.ended":
      return ended(tally, event, body);
    case "recording.paused":
    case "recording.resumed":
    case "call.received":
    case "call.permitted":
    case "call.refused":
    case "leg.failed":
    case "digits.received":
    case "transfer.asked":
    case "transfer.failed":
    case "supervision.asked":
    case "supervision.began":
    case "supervision.changed":
    case "supervision.ended":
    case "leg.given":
    case "recording.ended":
    case "flow.began":
    case "flow.entered":
    case "flow.decided":
    case "flow.chose":
    case "flow.looked-up":
    case "flow.ended":
    case "task.ended":
    case "queue.joined":
    case "conference.joined":
    case "conference.recorded":
    case "agent.missed":
    case "legs.released":
    case "message.began":
    case "message.ended":
    case "device.away":
    case "device.back":
    case "media.lost":
    case "media.back":
      return tally;
  }
}

function withReach(tally: Tally, body: CallEventBody): Tally {
  if (body.kind === "leg.invited") return { ...tally, invited: [...tally.invited, body.legId] };
  return tally.reach === "person" ? tally : { ...tally, reach: reachAfter(tally, body) };
}

/** Tasks after which the caller waits in no queue any more. */
const TASKS_AFTER_QUEUE: readonly string[] = ["enqueue", "book-callback"];

/** Events that connect the caller to a person. */
const TALK_EVENTS: readonly CallEventBody["kind"][] = ["talk.began", "leg.taken", "conference.joined"];

function reachAfter({ invited, reach }: Tally, body: CallEventBody): Reach {
  if (body.kind === "call.answered") return invited.includes(body.legId) ? "person" : reach;
  if (TALK_EVENTS.includes(body.kind)) return "person";
  if (body.kind === "queue.joined") return "queue";
  if (body.kind === "message.ended" && body.isKept) return "voicemail";
  const isOutOfQueue = body.kind === "task.ended" && reach === "queue" && TASKS_AFTER_QUEUE.includes(body.task);
  return isOutOfQueue ? "flow" : reach;
}

type Recorded = Extract<
  CallEvent["body"],
  { readonly kind: "recording.began" | "recording.refused" | "recording.consent" }
>;

/** The recording id of the call after this event. */
function recordedAs(before: string | null, body: Recorded): string | null {
  if (body.kind === "recording.began") return body.recordingId;
  // The refusal of a later recording leaves the earlier one of the call.
  if (body.kind === "recording.refused") return before === body.recordingId ? null : before;
  return body.answer === "withdrawn" ? null : before;
}

/** Events of applications do not change the call detail record. */
function isOfApplication(body: CallEventBody): body is ApplicationBody {
  return body.kind.startsWith("application.") || body.kind.startsWith("stream.");
}

type ApplicationBody = Extract<CallEventBody, { readonly kind: `application.${string}` | `stream.${string}` }>;

function answered(tally: Tally, event: CallEvent, phoneId: string | null): Tally {
  const { cdr } = tally;
  if (tally.answeredUs !== null) return tally;
  const ringMs = between(tally.ringingUs ?? tally.beganUs, event.elapsedUs);
  return {
    ...tally,
    answeredUs: event.elapsedUs,
    cdr: { ...cdr, answeredAtMs: event.atMs, ringMs, phoneId: phoneId ?? cdr.phoneId },
  };
}

/** The leg that held the call has left, so its hold ends. */
function handedOn(tally: Tally, phoneId: string | null, elapsedUs: number): Tally {
  const { cdr, holdUs, heldUs } = tally;
  const counted = holdUs + (heldUs === null ? 0 : elapsedUs - heldUs);
  const after = { ...cdr, transfers: cdr.transfers + 1, phoneId: phoneId ?? cdr.phoneId };
  return { ...tally, held: [], heldUs: null, holdUs: counted, cdr: after };
}

function holdBegan(tally: Tally, legId: string, elapsedUs: number): Tally {
  if (tally.held.includes(legId)) return tally;
  return { ...tally, held: [...tally.held, legId], heldUs: tally.heldUs ?? elapsedUs };
}

function holdEnded(tally: Tally, legId: string, elapsedUs: number): Tally {
  const held = tally.held.filter((one) => one !== legId);
  if (held.length > 0 || tally.heldUs === null) return { ...tally, held };
  return { ...tally, held, heldUs: null, holdUs: tally.holdUs + elapsedUs - tally.heldUs };
}

function ended(
  tally: Tally,
  event: CallEvent,
  end: { readonly outcome: CallOutcome; readonly by: EndedBy; readonly cause: number | null },
): Tally {
  const { cdr, answeredUs } = tally;
  const holdUs = tally.holdUs + (tally.heldUs === null ? 0 : event.elapsedUs - tally.heldUs);
  const isAnswered = answeredUs !== null;
  return {
    ...tally,
    isEnded: true,
    cdr: {
      ...cdr,
      endedAtMs: event.atMs,
      ringMs: isAnswered ? cdr.ringMs : between(tally.ringingUs ?? tally.beganUs, event.elapsedUs),
      talkMs: isAnswered ? between(answeredUs, event.elapsedUs) : 0,
      holdMs: Math.round(holdUs / US_PER_MS),
      outcome:
        end.outcome === "answered" && REACHES_FLOWS.includes(cdr.direction) ? OUTCOME_OF[tally.reach] : end.outcome,
      cause: end.cause,
      endedBy: end.by,
    },
  };
}

/** Calls that a flow may answer instead of a person. */
const REACHES_FLOWS: readonly CallDirection[] = ["inbound", "internal"];

const OUTCOME_OF: Readonly<Record<Reach, CallOutcome>> = {
  flow: "automated",
  queue: "abandoned",
  voicemail: "voicemail",
  person: "answered",
};

function between(fromUs: number, toUs: number): number {
  return Math.max(0, Math.round((toUs - fromUs) / US_PER_MS));
}
