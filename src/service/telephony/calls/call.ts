import type { SupervisionMode } from "../call-control/index.ts";
import type { CallDirection, CallEvent, CallEventBody, CallOutcome, EndedBy, TalkState } from "../cdr/index.ts";
import type { RecordingNotice } from "../dial-plan/index.ts";
import type { Callback, CallTasks } from "./tasks/call-tasks.ts";
import type { Script } from "./tasks/script.ts";
import type { Party, Target } from "./transfer/party.ts";

export type { Party, Target } from "./transfer/party.ts";

/**
 * A leg is one dialog with one far end. `planned`: nothing was begun yet,
 * `preparing` its sound, `inviting`, `ringing`, `accepted` by its far end, `up` in both directions, `gone`.
 */
export type LegState = "offered" | "planned" | "preparing" | "inviting" | "ringing" | "accepted" | "up" | "gone";

/** One leg of a call. */
export interface Leg {
  readonly id: string;
  readonly party: Party;
  readonly state: LegState;
  /** Whether its far end has put the call on hold. */
  readonly isHolding: boolean;
  /** Whether its sound stands open here. */
  readonly hasSound: boolean;
  /** Keys its far end has pressed that are not told yet. */
  readonly digits: string;
  /** Keys that came by one way and may yet come by another. */
  readonly unpaired: readonly KeyPress[];
  /** Whether the browser at its far end has gone and may yet come back. */
  readonly isAway?: boolean;
  /** The leg in whose place it is rung: its phone has come back by another page. */
  readonly standsFor?: string;
}

/** How a key comes: as a telephone event (RFC 4733), in the sound, or by a SIP INFO. */
export type KeyWay = "event" | "sound" | "info";

/** A key as it came; `atMs` by the steady clock. */
export interface KeyPress {
  readonly key: string;
  readonly by: KeyWay;
  readonly atMs: number;
}

/** Where an arriving call is to go. */
export type Destination =
  | {
      readonly kind: "targets";
      readonly targets: readonly Target[];
      readonly ringMs: number;
      readonly isRecorded: boolean;
      /** What is to be said before it is recorded; left out for nothing. */
      readonly notice?: RecordingNotice;
    }
  /** Agents as a queue rings them, and then the customer of the callback: the call's own first leg. */
  | {
      readonly kind: "callback";
      readonly ringMs: number;
      readonly isRecorded: boolean;
      readonly notice?: RecordingNotice;
    }
  /** Tasks, one after the other as the script says. */
  | {
      readonly kind: "tasks";
      readonly script: Script;
      readonly isRecorded: boolean;
      readonly notice?: RecordingNotice;
      /** Whether no key of this call may ever stand in a record. */
      readonly areKeysSecret: boolean;
      /** How long the call's first leg rings where an application calls it; left out for a call that came. */
      readonly calledMs?: number;
      /** How long such a call may last from its answer on; left out for as long as any. */
      readonly lastsMs?: number;
    }
  | {
      readonly kind: "nowhere";
      readonly outcome: "unknown-number" | "no-phone" | "channels-full" | "spending-limit" | "number-off" | "declined";
    };

/** A call as it arrives. */
export interface Arrival {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly direction: CallDirection;
  readonly party: Party;
  readonly caller: string;
  readonly called: string;
  /** The access code whose mode must let the call in; null for a call that uses none. */
  readonly code: string | null;
  /** The code under which it dials outside where it uses none itself: a phone of the house that an application has called. */
  readonly dialsUnder?: string;
  /** The number at the other side, which a code in test must know. */
  readonly far: string;
  /** Calls to emergency numbers pass whatever the mode, the limits and the storage say. */
  readonly isEmergency: boolean;
  readonly sipCallId: string;
  /** Address and port it came from. */
  readonly from: string;
  readonly destination: Destination;
  /** Whether it came with an offer of sound; one without gets ours with its answer. */
  readonly hasOffer: boolean;
  /**
   * The call that its phone was in as it began: their sound is kept in one place, so that the two can be joined. Left out
   * for a call that stands alone.
   */
  readonly besides?: string;
  /** How long it may last, waiting included; left out for as long as any. */
  readonly lastsMs?: number;
  /** Hops that the call may still take (RFC 3261 §20.22); one is used up here. */
  readonly hops: number;
}

/**
 * Where a call stands: `asking` whether it may be, `ringing` its targets, `answering` (a target has accepted, the event
 * goes to disk), `talking`, `ended`.
 */
export type CallPhase = "asking" | "ringing" | "answering" | "talking" | "ended";

/** A transfer under way: by whom, to where, and the legs it rings. */
export interface Transfer {
  readonly byLegId: string;
  readonly target: string;
  readonly legIds: readonly string[];
}

/** A talk that the agent has parted or widened: the roles of its legs, the consulted party, and the legs that ring or talk for it. */
export interface Consultation {
  readonly state: Exclude<TalkState, "talking">;
  readonly agentLegId: string;
  readonly customerLegId: string;
  /** The number that was dialled; null without consultation. */
  readonly target: string | null;
  readonly legIds: readonly string[];
  /** The one who has answered. */
  readonly colleagueLegId: string | null;
}

/** A supervisor who takes part in the talk of an agent, at one of the phones that ring for it. */
export interface Supervision {
  readonly mode: SupervisionMode;
  readonly personId: string;
  readonly phoneId: string;
  readonly agentLegId: string;
  /** The legs that were rung for it; empty until it is known which. */
  readonly legIds: readonly string[];
  /** The one that has answered. */
  readonly legId: string | null;
}

/** Why a leg has no sound: its far end's offer, no room for another leg, or no engine that answers. */
export type SoundFault = "offer-unusable" | "no-room" | "no-engine";

/** Why a target is out; `isOurs` when it was never asked, for want of sound here. */
export interface Failure {
  readonly status: number;
  readonly cause: number | null;
  readonly isOurs?: true;
}

/** One call, changed by its own mailbox only. */
export interface Call {
  readonly arrival: Arrival;
  readonly phase: CallPhase;
  readonly legs: readonly Leg[];
  /** The two legs that hear each other. */
  readonly talking: readonly [string, string] | null;
  readonly transfer: Transfer | null;
  /** Null while the two simply talk. */
  readonly consultation: Consultation | null;
  /** Null without conference. */
  readonly supervision: Supervision | null;
  /** Null for a call that only rings somebody. */
  readonly tasks: CallTasks | null;
  /** Null for a call that is no callback. */
  readonly callback: Callback | null;
  readonly hasRung: boolean;
  /** The target whose sound is heard before it answers; null for none. */
  readonly earlyLegId: string | null;
  /** Whether the answer is on disk; the caller is answered once the caller's media are open as well. */
  readonly isAnswerKept: boolean;
  /** The status and cause of the targets that failed, best first when the call ends. */
  readonly failures: readonly Failure[];
  readonly recordingId: string | null;
  /** Whether a program has it stand still. */
  readonly isRecordingPaused: boolean;
  /** What it would be recorded as, while its caller has not been told or has not agreed; nothing begins under it. */
  readonly withheldId: string | null;
  /** How it is to end as soon as the permission that is being asked has been answered. */
  readonly pendingEnd: Ending | null;
  readonly events: readonly CallEvent[];
}

/** The instant of an input: by the wall (milliseconds since 1970) and by the steady clock (microseconds). */
export interface Instant {
  readonly atMs: number;
  readonly elapsedUs: number;
}

/** How a call comes to its end. */
export interface Ending {
  readonly outcome: CallOutcome;
  readonly by: EndedBy;
  /** The SIP status a caller that was not answered gets; null when the call was up. */
  readonly status: number | null;
  /** Q.850 cause. */
  readonly cause: number | null;
}

/** A call at its very beginning, before anything is known of it. */
export function newCall(arrival: Arrival): Call {
  const { legId: id, party } = arrival;
  const isCallback = arrival.destination.kind === "callback";
  const isOurs = isCallback || isCalledOut(arrival);
  const state = isOurs ? "planned" : "offered";
  return {
    arrival,
    phase: "asking",
    legs: [{ id, party, state, isHolding: false, hasSound: false, digits: "", unpaired: [] }],
    talking: null,
    transfer: null,
    consultation: null,
    supervision: null,
    tasks: null,
    callback: isCallback ? { stage: "ringing", ringing: [], accepted: null, early: [] } : null,
    // Ringback is pointless: this call has no caller.
    hasRung: isOurs,
    earlyLegId: null,
    isAnswerKept: false,
    failures: [],
    recordingId: null,
    isRecordingPaused: false,
    withheldId: null,
    pendingEnd: null,
    events: [],
  };
}

/** The leg of this id; undefined when the call has none. */
export function legOf(call: Call, legId: string): Leg | undefined {
  return call.legs.find(({ id }) => id === legId);
}

/** The call with one leg changed. */
export function withLeg(call: Call, legId: string, change: Partial<Omit<Leg, "id">>): Call {
  return { ...call, legs: call.legs.map((leg) => (leg.id === legId ? { ...leg, ...change } : leg)) };
}

/** The call with events appended at `now`. */
export function withEvents(call: Call, now: Instant, bodies: readonly CallEventBody[]): Call {
  const first = call.events.length;
  const events = bodies.map((body, index) => ({ sequence: first + index, ...now, body }));
  return { ...call, events: [...call.events, ...events] };
}

/** The keys that were pressed and are not told yet, as events. */
export function digitsOf(call: Call): readonly CallEventBody[] {
  return call.legs
    .filter(({ digits }) => digits !== "")
    .map(({ id: legId, digits }) => ({ kind: "digits.received", legId, digits }));
}

/** The leg that hears `legId`; undefined for none. */
export function otherThan(call: Call, legId: string): string | undefined {
  if (call.talking === null || !call.talking.includes(legId)) return undefined;
  return call.talking.find((id) => id !== legId);
}

/** Whether what is pressed in this call may be somebody's PIN. */
export function areKeysSecret({ arrival: { destination } }: Call): boolean {
  return destination.kind === "tasks" && destination.areKeysSecret;
}

/** The calls whose sound is kept in one place with this one's. */
export function groupOf({ arrival }: Call): string {
  return arrival.besides ?? arrival.callId;
}

/** Whether the switch made this call itself, to try the phones of a number. */
export function isTest(call: Call): boolean {
  return call.arrival.party.kind === "switch";
}

/** Whether a leg rings or talks for a supervisor. */
export function isOfSupervision({ supervision }: Call, legId: string): boolean {
  return supervision?.legIds.includes(legId) === true;
}

/** Who ended the call when the far end of this leg did; the called party of a callback or of an application's call is no caller. */
export function enderOf({ arrival, callback }: Call, legId: string): EndedBy {
  return (legId === arrival.legId) === (callback === null && !isCalledOut(arrival)) ? "caller" : "called";
}

/** Whether anybody has answered it. */
export function wasAnswered({ events }: Pick<Call, "events">): boolean {
  return events.some(({ body }) => body.kind === "call.answered");
}

/** Whether an application has the call made: its first leg is the one that is called. */
export function isCalledOut({ destination }: Pick<Arrival, "destination">): boolean {
  return destination.kind === "tasks" && destination.calledMs !== undefined;
}

/** The id of a phone, or null for a line. */
export function phoneOf(party: Party): string | null {
  return party.kind === "phone" ? party.phoneId : null;
}
