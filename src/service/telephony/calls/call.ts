import type { SupervisionMode } from "../call-control/index.ts";
import type { CallDirection, CallEvent, CallEventBody, CallOutcome, EndedBy, TalkState } from "../cdr/index.ts";
import type { RecordingNotice } from "../dial-plan/index.ts";
import type { Callback, CallTasks } from "./tasks/call-tasks.ts";
import type { Script } from "./tasks/script.ts";
import type { Party, Target } from "./transfer/party.ts";

export type { Party, Target } from "./transfer/party.ts";

/**
 * A leg is one dialog with one far end. `planned`: not started yet, `preparing` its media, `inviting`, `ringing`, `accepted` by its far end, `up` in both
 * directions, `gone`.
 */
export type LegState = "offered" | "planned" | "preparing" | "inviting" | "ringing" | "accepted" | "up" | "gone";

/** One leg of a call. */
export interface Leg {
  readonly id: string;
  readonly party: Party;
  readonly state: LegState;
  /** Whether its far end has put the call on hold. */
  readonly isHolding: boolean;
  /** Whether its media is open in the media engine. */
  readonly hasSound: boolean;
  /** Keys that its far end has pressed and that are not recorded as an event yet. */
  readonly digits: string;
  /** Keys received by one transport that may still arrive by another. */
  readonly unpaired: readonly KeyPress[];
  /** Whether the browser at its far end is unreachable and may still return. */
  readonly isAway?: boolean;
  /** The leg that this one replaces: its phone has come back on another page. */
  readonly standsFor?: string;
}

/** Transport of a key: telephone event (RFC 4733), in-band tone, or SIP INFO. */
export type KeyWay = "event" | "sound" | "info";

/** A received key; `atMs` by the monotonic clock. */
export interface KeyPress {
  readonly key: string;
  readonly by: KeyWay;
  readonly atMs: number;
}

/** Where an arriving call leads. */
export type Destination =
  | {
      readonly kind: "targets";
      readonly targets: readonly Target[];
      readonly ringMs: number;
      readonly isRecorded: boolean;
      /** The recording notice to play first; omitted for none. */
      readonly notice?: RecordingNotice;
    }
  /** Rings the agents that a queue orders, and then the customer of the callback: the call's first leg. */
  | {
      readonly kind: "callback";
      readonly ringMs: number;
      readonly isRecorded: boolean;
      readonly notice?: RecordingNotice;
    }
  /** Runs tasks one after the other as the script decides. */
  | {
      readonly kind: "tasks";
      readonly script: Script;
      readonly isRecorded: boolean;
      readonly notice?: RecordingNotice;
      /** Whether no key of this call may be recorded. */
      readonly areKeysSecret: boolean;
      /** How long the call's first leg rings where an application originates the call; omitted for an incoming call. */
      readonly calledMs?: number;
      /** Maximum duration from the answer on; omitted for the general limit. */
      readonly lastsMs?: number;
    }
  | {
      readonly kind: "nowhere";
      readonly outcome: "unknown-number" | "no-phone" | "channels-full" | "spending-limit" | "number-off" | "declined";
    };

/** A call on arrival. */
export interface Arrival {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly direction: CallDirection;
  readonly party: Party;
  readonly caller: string;
  readonly called: string;
  /** The access code whose mode must permit the call; null for a call that uses none. */
  readonly code: string | null;
  /** The code under which the call dials out where it uses none itself: an internal phone that an application has called. */
  readonly dialsUnder?: string;
  /** The remote number; a code in test mode permits only known ones. */
  readonly far: string;
  /** Emergency calls pass regardless of mode, limits and storage. */
  readonly isEmergency: boolean;
  readonly sipCallId: string;
  /** Address and port it came from. */
  readonly from: string;
  readonly destination: Destination;
  /** Whether the INVITE carried an SDP offer; without one the answer carries an own offer. */
  readonly hasOffer: boolean;
  /** The call that its phone was in at the start: their media share one group, so that the two calls can be joined. Omitted for a single call. */
  readonly besides?: string;
  /** Maximum duration including the wait; omitted for the general limit. */
  readonly lastsMs?: number;
  /** Remaining hops (Max-Forwards, RFC 3261 §20.22); one is used up here. */
  readonly hops: number;
}

/** Phase of a call: `asking` for the permit, `ringing` its targets, `answering` (a target has accepted, the event goes to disk), `talking`, `ended`. */
export type CallPhase = "asking" | "ringing" | "answering" | "talking" | "ended";

/** A transfer in progress: the transferor, the target, and the rung legs. */
export interface Transfer {
  readonly byLegId: string;
  readonly target: string;
  readonly legIds: readonly string[];
}

/** A talk that the agent has split or extended: the roles of its legs, the consulted party, and the legs that ring or talk for it. */
export interface Consultation {
  readonly state: Exclude<TalkState, "talking">;
  readonly agentLegId: string;
  readonly customerLegId: string;
  /** The dialled number; null without consultation. */
  readonly target: string | null;
  readonly legIds: readonly string[];
  /** The leg of the colleague who has answered. */
  readonly colleagueLegId: string | null;
}

/** A supervisor who monitors the talk of an agent, at one of the phones that ring for it. */
export interface Supervision {
  readonly mode: SupervisionMode;
  readonly personId: string;
  readonly phoneId: string;
  readonly agentLegId: string;
  /** The legs rung for it; empty until the devices are known. */
  readonly legIds: readonly string[];
  /** The leg that has answered. */
  readonly legId: string | null;
}

/** Why a leg has no media: an unusable offer, no capacity for another leg, or no response from the engine. */
export type SoundFault = "offer-unusable" | "no-room" | "no-engine";

/** Why a target failed; `isOurs` when it was never invited, because its media could not be opened here. */
export interface Failure {
  readonly status: number;
  readonly cause: number | null;
  readonly isOurs?: true;
}

/** One call, changed only by its own mailbox. */
export interface Call {
  readonly arrival: Arrival;
  readonly phase: CallPhase;
  readonly legs: readonly Leg[];
  /** The two connected legs. */
  readonly talking: readonly [string, string] | null;
  readonly transfer: Transfer | null;
  /** Null during a plain talk of two parties. */
  readonly consultation: Consultation | null;
  /** Null without conference. */
  readonly supervision: Supervision | null;
  /** Null for a call that only rings targets. */
  readonly tasks: CallTasks | null;
  /** Null for a call without callback. */
  readonly callback: Callback | null;
  readonly hasRung: boolean;
  /** The target whose early media the caller hears; null for none. */
  readonly earlyLegId: string | null;
  /** Whether the answer is on disk; the caller is answered once the caller's media are open as well. */
  readonly isAnswerKept: boolean;
  /** The status and cause of the targets that failed, best first when the call ends. */
  readonly failures: readonly Failure[];
  readonly recordingId: string | null;
  /** Whether an API client has paused the recording. */
  readonly isRecordingPaused: boolean;
  /** The recording id to use once the caller has been notified or has agreed; until then nothing is recorded under it. */
  readonly withheldId: string | null;
  /** How the call is to end as soon as the pending permit request is answered. */
  readonly pendingEnd: Ending | null;
  readonly events: readonly CallEvent[];
}

/** The time of an input: wall clock (milliseconds since 1970) and monotonic clock (microseconds). */
export interface Instant {
  readonly atMs: number;
  readonly elapsedUs: number;
}

/** How a call ends. */
export interface Ending {
  readonly outcome: CallOutcome;
  readonly by: EndedBy;
  /** The SIP status for a caller that was not answered; null when the call was up. */
  readonly status: number | null;
  /** Q.850 cause. */
  readonly cause: number | null;
}

/** A new call in its initial state. */
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
    // Ringback is not needed: this call has no caller.
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

/** Events of the pressed keys that are not recorded yet. */
export function digitsOf(call: Call): readonly CallEventBody[] {
  return call.legs
    .filter(({ digits }) => digits !== "")
    .map(({ id: legId, digits }) => ({ kind: "digits.received", legId, digits }));
}

/** The leg that is connected with `legId`; undefined for none. */
export function otherThan(call: Call, legId: string): string | undefined {
  if (call.talking === null || !call.talking.includes(legId)) return undefined;
  return call.talking.find((id) => id !== legId);
}

/** Whether the keys of this call may be an agent's PIN. */
export function areKeysSecret({ arrival: { destination } }: Call): boolean {
  return destination.kind === "tasks" && destination.areKeysSecret;
}

/** The group of calls whose media are kept together. */
export function groupOf({ arrival }: Call): string {
  return arrival.besides ?? arrival.callId;
}

/** Whether the switch made this call itself, to test the phones of a number. */
export function isTest(call: Call): boolean {
  return call.arrival.party.kind === "switch";
}

/** Whether a leg rings or talks for a supervisor. */
export function isOfSupervision({ supervision }: Call, legId: string): boolean {
  return supervision?.legIds.includes(legId) === true;
}

/** The party that ended the call when the far end of this leg hung up; the called party of a callback or of an application's call is not a caller. */
export function enderOf({ arrival, callback }: Call, legId: string): EndedBy {
  return (legId === arrival.legId) === (callback === null && !isCalledOut(arrival)) ? "caller" : "called";
}

/** Whether the call was answered. */
export function wasAnswered({ events }: Pick<Call, "events">): boolean {
  return events.some(({ body }) => body.kind === "call.answered");
}

/** Whether an application originated the call: its first leg is the called one. */
export function isCalledOut({ destination }: Pick<Arrival, "destination">): boolean {
  return destination.kind === "tasks" && destination.calledMs !== undefined;
}

/** The id of a phone; null for a trunk. */
export function phoneOf(party: Party): string | null {
  return party.kind === "phone" ? party.phoneId : null;
}
