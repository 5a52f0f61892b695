import { sidOf } from "../../../flows/call-documents/index.ts";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import type { Telling } from "../calls/telling.ts";
import { rfc2822 } from "../rest/rest-answer.ts";
import { endedReason } from "./field-conference.ts";

/** Stored state of a participant. */
export interface ParticipantState {
  readonly callId: string;
  readonly label: string | null;
  readonly isMuted: boolean;
  readonly isHeld: boolean;
  readonly starts: boolean;
  readonly ends: boolean;
  readonly coachedCallId: string | null;
}

/** Stored events of a conference. */
export type ConferenceEventBody =
  | { readonly kind: "told"; readonly told: StatusCallbackTarget }
  | { readonly kind: "start" }
  | ({ readonly kind: "member" } & ParticipantState)
  | { readonly kind: "leave"; readonly callId: string };

/** State of a conference after a prefix of its events; later callbacks are computed from it without those events. */
export interface ConferenceSnapshot {
  /** Callback address: the first one named applies from then on. */
  readonly address: StatusCallbackTarget | null;
  readonly hasStarted: boolean;
  readonly there: readonly ParticipantState[];
  /** Call whose leaving ends the conference. */
  readonly endedBy: string | null;
}

/** Facts about a conference with status callbacks. */
export interface ConferenceFacts {
  readonly conferenceId: string;
  readonly tenantId: string;
  readonly name: string;
  /** Snapshot before these events, and the number of callbacks until then; null if the events are complete. */
  readonly before: { readonly standing: ConferenceSnapshot; readonly told: number } | null;
  readonly events: readonly { readonly atMs: number; readonly body: ConferenceEventBody }[];
  /** End of the conference; null while it is active. */
  readonly end: { readonly atMs: number; readonly why: string } | null;
}

const API_VERSION = "2010-04-01";
/** Twilio numbers conference callbacks from 1. */
const FIRST = 1;

/** Mutable fold over the events: each event is one step, independent of the earlier ones. */
interface Fold {
  readonly facts: ConferenceFacts;
  address: StatusCallbackTarget | null;
  hasStarted: boolean;
  readonly there: Map<string, ParticipantState>;
  endedBy: string | null;
  readonly tellings: Telling[];
}

/**
 * Status callbacks that the events of a conference cause, in order; more events only append callbacks. `standing` is
 * the state after them.
 */
export function conferenceTellings(facts: ConferenceFacts): {
  readonly tellings: readonly Telling[];
  readonly standing: ConferenceSnapshot;
} {
  const { address = null, hasStarted = false, there = [], endedBy = null } = facts.before?.standing ?? {};
  const seats = new Map(there.map((participantState) => [participantState.callId, participantState]));
  const fold: Fold = { facts, address, hasStarted, there: seats, endedBy, tellings: [] };
  for (const { atMs, body } of facts.events) withEvent(fold, atMs, body);
  if (facts.end !== null) ended(fold, facts.end);
  return {
    tellings: fold.tellings,
    standing: {
      address: fold.address,
      hasStarted: fold.hasStarted,
      there: [...seats.values()],
      endedBy: fold.endedBy,
    },
  };
}

function withEvent(fold: Fold, atMs: number, body: ConferenceEventBody): void {
  switch (body.kind) {
    case "told":
      fold.address ??= body.told;
      return;
    case "start":
      if (fold.hasStarted) return;
      fold.hasStarted = true;
      return say(fold, { event: "start", name: "conference-start", atMs });
    case "member": {
      const { kind: _kind, ...seat } = body;
      return stands(fold, atMs, seat);
    }
    case "leave":
      return left(fold, atMs, body.callId);
  }
}

interface ConferenceStatusChange {
  readonly event: "start" | "end" | "join" | "leave" | "mute" | "hold";
  readonly name: string;
  readonly atMs: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** Adds a status callback if its event is subscribed. */
function say({ address, facts, tellings }: Fold, { event, name, atMs, more = {} }: ConferenceStatusChange): void {
  if (address?.events.includes(event) !== true) return;
  const { conferenceId, tenantId, before } = facts;
  const fields = {
    AccountSid: sidOf("account", tenantId),
    ConferenceSid: sidOf("conference", conferenceId),
    FriendlyName: facts.name,
    StatusCallbackEvent: name,
    ApiVersion: API_VERSION,
    ...more,
    SequenceNumber: String(FIRST + (before?.told ?? 0) + tellings.length),
    Timestamp: rfc2822(atMs),
  };
  const { url, method } = address;
  tellings.push({ kind: "conference.status", address: { url, method }, atMs, fields });
}

function participantFields(participantState: ParticipantState): Readonly<Record<string, string>> {
  const { callId, label, isMuted, isHeld, starts, ends, coachedCallId } = participantState;
  return {
    CallSid: sidOf("call", callId),
    Muted: String(isMuted),
    Hold: String(isHeld),
    StartConferenceOnEnter: String(starts),
    EndConferenceOnExit: String(ends),
    Coaching: String(coachedCallId !== null),
    ...(coachedCallId === null ? {} : { CallSidToCoach: sidOf("call", coachedCallId) }),
    ...(label === null ? {} : { ParticipantLabel: label }),
  };
}

/** A participant joined, or changed state. */
function stands(fold: Fold, atMs: number, participantState: ParticipantState): void {
  const before = fold.there.get(participantState.callId);
  fold.there.set(participantState.callId, participantState);
  const more = participantFields(participantState);
  if (before === undefined) return say(fold, { event: "join", name: "participant-join", atMs, more });
  if (before.isMuted !== participantState.isMuted)
    say(fold, {
      event: "mute",
      name: participantState.isMuted ? "participant-mute" : "participant-unmute",
      atMs,
      more,
    });
  if (before.isHeld !== participantState.isHeld)
    say(fold, { event: "hold", name: participantState.isHeld ? "participant-hold" : "participant-unhold", atMs, more });
}

function left(fold: Fold, atMs: number, callId: string): void {
  const participantState = fold.there.get(callId);
  if (participantState === undefined) return;
  fold.there.delete(callId);
  fold.endedBy ??= participantState.ends ? callId : null;
  say(fold, { event: "leave", name: "participant-leave", atMs, more: participantFields(participantState) });
}

/** Remaining participants leave at the end of the conference, even if no event records it. */
function ended(fold: Fold, { atMs, why }: NonNullable<ConferenceFacts["end"]>): void {
  for (const callId of [...fold.there.keys()]) left(fold, atMs, callId);
  const by = why === "ended-by-exit" ? fold.endedBy : null;
  const reason = endedReason(why);
  const more = {
    ...(reason === null ? {} : { ReasonConferenceEnded: reason }),
    ...(by === null ? {} : { CallSidEndingConference: sidOf("call", by) }),
  };
  say(fold, { event: "end", name: "conference-end", atMs, more });
}
