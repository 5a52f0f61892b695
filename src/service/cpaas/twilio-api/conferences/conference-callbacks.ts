import { sidOf } from "../../../flows/call-documents/index.ts";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import type { Telling } from "../calls/telling.ts";
import { rfc2822 } from "../rest/rest-answer.ts";
import { endedReason } from "./field-conference.ts";

/** How somebody takes part in a conference, as it is kept. */
export interface ParticipantState {
  readonly callId: string;
  readonly label: string | null;
  readonly isMuted: boolean;
  readonly isHeld: boolean;
  readonly starts: boolean;
  readonly ends: boolean;
  readonly coachedCallId: string | null;
}

/** Something that happened in a conference, as it is kept. */
export type ConferenceEventBody =
  | { readonly kind: "told"; readonly told: StatusCallbackTarget }
  | { readonly kind: "start" }
  | ({ readonly kind: "member" } & ParticipantState)
  | { readonly kind: "leave"; readonly callId: string };

/** How a conference stands after some of its events; what comes after them is told from here, without them. */
export interface ConferenceSnapshot {
  /** Whoever named an address first is told from then on. */
  readonly address: StatusCallbackTarget | null;
  readonly hasStarted: boolean;
  readonly there: readonly ParticipantState[];
  /** Who left with whom it ends. */
  readonly endedBy: string | null;
}

/** What is known of a conference that an application wants to be told of. */
export interface ConferenceFacts {
  readonly conferenceId: string;
  readonly tenantId: string;
  readonly name: string;
  /** How it stood before these events, and how much was told of until then; null where they are from the first on. */
  readonly before: { readonly standing: ConferenceSnapshot; readonly told: number } | null;
  readonly events: readonly { readonly atMs: number; readonly body: ConferenceEventBody }[];
  /** Its end, whoever has written it; null while it goes on. */
  readonly end: { readonly atMs: number; readonly why: string } | null;
}

const API_VERSION = "2010-04-01";
/** The field counts what is told of a conference from here. */
const FIRST = 1;

/** Grows as events are gone through: each is one step, whatever came before it. */
interface Fold {
  readonly facts: ConferenceFacts;
  address: StatusCallbackTarget | null;
  hasStarted: boolean;
  readonly there: Map<string, ParticipantState>;
  endedBy: string | null;
  readonly tellings: Telling[];
}

/**
 * What happened in a conference has an application told, in its order; what is told of more begins with what is told of less. `standing` is
 * how it stands behind it.
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

/** Tells it where it is wished. */
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

/** Somebody came, or stands otherwise than before. */
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

/** Whoever is there at its end leaves with it, also where nobody was left to write so. */
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
