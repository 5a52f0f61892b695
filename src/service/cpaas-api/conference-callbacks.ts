import { sidOf } from "../programmable/index.ts";
import type { ToldAddress } from "../records/index.ts";
import { endedReason } from "./field-conference.ts";
import { rfc2822 } from "./rest-answer.ts";
import type { Telling } from "./telling.ts";

/** How somebody takes part in a conference, as it is kept. */
export interface SeatNow {
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
  | { readonly kind: "told"; readonly told: ToldAddress }
  | { readonly kind: "start" }
  | ({ readonly kind: "member" } & SeatNow)
  | { readonly kind: "leave"; readonly callId: string };

/** What is known of a conference that an application wants to be told of. */
export interface ConferenceFacts {
  readonly conferenceId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly events: readonly { readonly atMs: number; readonly body: ConferenceEventBody }[];
  /** Its end, whoever has written it; null while it goes on. */
  readonly end: { readonly atMs: number; readonly why: string } | null;
}

const API_VERSION = "2010-04-01";
/** The field counts what is told of a conference from here. */
const FIRST = 1;

interface Fold {
  readonly facts: ConferenceFacts;
  /** Whoever named an address first is told from then on. */
  readonly address: ToldAddress | null;
  readonly hasStarted: boolean;
  readonly there: ReadonlyMap<string, SeatNow>;
  /** Who left with whom it ends. */
  readonly endedBy: string | null;
  readonly tellings: readonly Telling[];
}

/** What happened in a conference has an application told, in its order; what is told of more begins with what is told of less. */
export function conferenceTellings(facts: ConferenceFacts): readonly Telling[] {
  const begun: Fold = { facts, address: null, hasStarted: false, there: new Map(), endedBy: null, tellings: [] };
  const happened = facts.events.reduce((fold, { atMs, body }) => withEvent(fold, atMs, body), begun);
  return facts.end === null ? happened.tellings : ended(happened, facts.end).tellings;
}

function withEvent(fold: Fold, atMs: number, body: ConferenceEventBody): Fold {
  switch (body.kind) {
    case "told":
      return { ...fold, address: fold.address ?? body.told };
    case "start":
      if (fold.hasStarted) return fold;
      return said({ ...fold, hasStarted: true }, { event: "start", name: "conference-start", atMs });
    case "member":
      return stands(fold, atMs, body);
    case "leave":
      return left(fold, atMs, body.callId);
  }
}

interface Said {
  readonly event: "start" | "end" | "join" | "leave" | "mute" | "hold";
  readonly name: string;
  readonly atMs: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** Tells it where it is wished. */
function said(fold: Fold, { event, name, atMs, more = {} }: Said): Fold {
  const { address, facts, tellings } = fold;
  if (address?.events.includes(event) !== true) return fold;
  const { conferenceId, tenantId } = facts;
  const fields = {
    ...{ AccountSid: sidOf("account", tenantId), ConferenceSid: sidOf("conference", conferenceId) },
    ...{ FriendlyName: facts.name, StatusCallbackEvent: name, ApiVersion: API_VERSION, ...more },
    ...{ SequenceNumber: String(FIRST + tellings.length), Timestamp: rfc2822(atMs) },
  };
  const { url, method } = address;
  const telling: Telling = { kind: "conference.status", address: { url, method }, atMs, fields };
  return { ...fold, tellings: [...tellings, telling] };
}

function seatFields(seat: SeatNow): Readonly<Record<string, string>> {
  const { callId, label, isMuted, isHeld, starts, ends, coachedCallId } = seat;
  return {
    ...{ CallSid: sidOf("call", callId), Muted: String(isMuted), Hold: String(isHeld) },
    ...{ StartConferenceOnEnter: String(starts), EndConferenceOnExit: String(ends) },
    ...{ Coaching: String(coachedCallId !== null) },
    ...(coachedCallId === null ? {} : { CallSidToCoach: sidOf("call", coachedCallId) }),
    ...(label === null ? {} : { ParticipantLabel: label }),
  };
}

/** Somebody came, or stands otherwise than before. */
function stands(fold: Fold, atMs: number, seat: SeatNow): Fold {
  const before = fold.there.get(seat.callId);
  const now = { ...fold, there: new Map(fold.there).set(seat.callId, seat) };
  const more = seatFields(seat);
  if (before === undefined) return said(now, { event: "join", name: "participant-join", atMs, more });
  const muted = { event: "mute", name: seat.isMuted ? "participant-mute" : "participant-unmute", atMs, more } as const;
  const held = { event: "hold", name: seat.isHeld ? "participant-hold" : "participant-unhold", atMs, more } as const;
  const afterMute = before.isMuted === seat.isMuted ? now : said(now, muted);
  return before.isHeld === seat.isHeld ? afterMute : said(afterMute, held);
}

function left(fold: Fold, atMs: number, callId: string): Fold {
  const seat = fold.there.get(callId);
  if (seat === undefined) return fold;
  const there = new Map([...fold.there].filter(([id]) => id !== callId));
  const gone = { ...fold, there, endedBy: fold.endedBy ?? (seat.ends ? callId : null) };
  return said(gone, { event: "leave", name: "participant-leave", atMs, more: seatFields(seat) });
}

/** Whoever is there at its end leaves with it, also where nobody was left to write so. */
function ended(fold: Fold, { atMs, why }: NonNullable<ConferenceFacts["end"]>): Fold {
  const empty = [...fold.there.keys()].reduce((now, callId) => left(now, atMs, callId), fold);
  const by = why === "ended-by-exit" ? empty.endedBy : null;
  const reason = endedReason(why);
  const more = {
    ...(reason === null ? {} : { ReasonConferenceEnded: reason }),
    ...(by === null ? {} : { CallSidEndingConference: sidOf("call", by) }),
  };
  return said(empty, { event: "end", name: "conference-end", atMs, more });
}
