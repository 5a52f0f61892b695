import { assert } from "../../../kernel/index.ts";
import type { SupervisionMode } from "../call-control/index.ts";
import type { RecordingAnswer, RecordingNotice } from "../dial-plan/index.ts";
import type { CALL_DIRECTIONS, CALL_ENDERS, CALL_OUTCOMES, TALK_STATES } from "./call-words.shared.ts";

/** One of `CALL_DIRECTIONS`. */
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

/** One of `CALL_ENDERS`. */
export type EndedBy = (typeof CALL_ENDERS)[number];

/** One of `CALL_OUTCOMES`. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** One of `TALK_STATES`. */
export type TalkState = (typeof TALK_STATES)[number];

/** What a call that calls somebody back says instead of the address it came from. */
export const CALLBACK_FROM = "callback";

/** What a call from a website by a visitor's browser says instead of the address it came from. */
export const WEBSITE_FROM = "website";

/** What a call by a browser client says instead of the address it came from. */
export const CLIENT_FROM = "client";

/** The mode of a code under which a call was let in. */
export type Permit = "test" | "open";

/** Where an application is told something, and of what of it; nothing named stands for the end alone. */
export interface StatusCallbackTarget {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly events: readonly string[];
}

/** What an application wants to be told of a call, of one of its legs, of what is recorded, or of a stream. */
export interface StatusCallbacks {
  readonly status?: StatusCallbackTarget;
  readonly recording?: StatusCallbackTarget;
  readonly stream?: StatusCallbackTarget;
}

/** What can happen to a call; `kind` names it, the rest is its data. Ids are UUIDs, numbers are dialled text. */
export type CallEventBody =
  | {
      readonly kind: "call.received";
      readonly direction: CallDirection;
      readonly caller: string;
      readonly called: string;
      readonly code: string | null;
      readonly trunkId: string | null;
      readonly phoneId: string | null;
      readonly sipCallId: string;
      readonly from: string;
    }
  | { readonly kind: "call.permitted"; readonly code: string | null; readonly mode: Permit | "unbound" }
  | { readonly kind: "call.refused"; readonly outcome: CallOutcome; readonly status: number; readonly cause: number }
  | {
      readonly kind: "leg.invited";
      readonly legId: string;
      readonly phoneId: string | null;
      readonly trunkId: string | null;
      /** What a minute of it costs; left out where it costs nothing. */
      readonly minuteRupiah?: number;
      /** What an application has dialled, and wants to be told of. */
      readonly dialled?: string;
      readonly told?: StatusCallbacks;
      /** The first leg to the same, as which all are told of. */
      readonly toldAs?: string;
    }
  | { readonly kind: "leg.ringing"; readonly legId: string }
  | { readonly kind: "leg.failed"; readonly legId: string; readonly status: number; readonly cause: number | null }
  | { readonly kind: "call.answered"; readonly legId: string; readonly phoneId: string | null }
  | { readonly kind: "hold.began"; readonly legId: string }
  | { readonly kind: "hold.ended"; readonly legId: string }
  /** Keys pressed one soon after the other, as they came. */
  | { readonly kind: "digits.received"; readonly legId: string; readonly digits: string }
  | { readonly kind: "transfer.asked"; readonly legId: string; readonly target: string }
  | { readonly kind: "transfer.done"; readonly legId: string; readonly phoneId: string | null }
  | { readonly kind: "transfer.failed"; readonly target: string; readonly status: number }
  /** The agent at this leg has parted or widened the talk; `status` says why whom he asked was not reached. */
  | {
      readonly kind: "talk.changed";
      readonly legId: string;
      readonly state: TalkState;
      readonly target: string | null;
      readonly status: number | null;
    }
  /** A supervisor wants to take part in the talk, and these legs ring for him. */
  | {
      readonly kind: "supervision.asked";
      readonly mode: SupervisionMode;
      readonly personId: string;
      readonly phoneId: string;
      readonly legIds: readonly string[];
    }
  | {
      readonly kind: "supervision.began";
      readonly legId: string;
      readonly mode: SupervisionMode;
      readonly personId: string;
      readonly phoneId: string;
    }
  | { readonly kind: "supervision.changed"; readonly legId: string; readonly mode: SupervisionMode }
  /** The supervisor has left, or was not reached, for which `status` says why. */
  | { readonly kind: "supervision.ended"; readonly legId: string | null; readonly status: number | null }
  /** A leg goes on in another call of the phone that has joined the two, and this call ends. */
  | { readonly kind: "leg.given"; readonly legId: string; readonly callId: string }
  /** A leg of another call takes the place of the phone that has joined the two. */
  | {
      readonly kind: "leg.taken";
      readonly legId: string;
      readonly phoneId: string | null;
      readonly trunkId: string | null;
      readonly callId: string;
      readonly minuteRupiah?: number;
    }
  /** `byProgram` where a program had it begun while the two talked; who is told of it then. */
  | {
      readonly kind: "recording.began";
      readonly recordingId: string;
      readonly byProgram?: true;
      readonly told?: StatusCallbacks;
    }
  /** A program has it stand still: what is said is left out until it goes on again. */
  | { readonly kind: "recording.paused" | "recording.resumed"; readonly recordingId: string }
  /** What was to be recorded is not: the call centre keeps as much sound as it may. */
  | { readonly kind: "recording.refused"; readonly recordingId: string; readonly why: "storage-full" }
  | { readonly kind: "recording.ended"; readonly recordingId: string }
  /** How the caller stands to being recorded, and the prompt he heard (its name with what tells its version); null where he heard none. */
  | {
      readonly kind: "recording.consent";
      readonly notice: RecordingNotice;
      readonly answer: RecordingAnswer;
      readonly allows: boolean;
      readonly prompt: string | null;
    }
  /** The call is led by a version of a flow from here on. */
  | { readonly kind: "flow.began"; readonly flowId: string; readonly version: number }
  | { readonly kind: "flow.entered"; readonly stepId: string; readonly step: string }
  /** A step decided by itself which way to go: by the hour, or by what is known of the caller. */
  | {
      readonly kind: "flow.decided";
      readonly stepId: string;
      readonly way: string;
      /** Where hours that the call centre keeps under a name decided: which, and in which version. */
      readonly hours?: string;
      readonly hoursId?: string;
      readonly hoursVersion?: number;
    }
  | {
      readonly kind: "flow.chose";
      readonly stepId: string;
      readonly step: string;
      readonly label: string;
      readonly keys: string;
    }
  /**
   * What a caller entered was looked up: "found" is what was told him to its end, of which version of which list; "unheard"
   * what he has not heard so; the others that nothing was told.
   */
  | {
      readonly kind: "flow.looked-up";
      readonly stepId: string;
      readonly step: string;
      readonly result: string;
      readonly listId: string;
      readonly list?: string;
      readonly version?: number;
      readonly said?: string;
    }
  | { readonly kind: "flow.ended"; readonly end: string }
  /** The call is led by documents of an application from here on. */
  | { readonly kind: "application.began"; readonly told?: StatusCallbacks }
  /** The application gave no document that leads anywhere, for what the field numbers so: the call centre serves the caller itself. */
  | { readonly kind: "application.failed"; readonly error: number }
  /** An application hears what is said in the call, or hears it no more: `error` is the field's number of why. */
  | { readonly kind: "stream.began"; readonly streamId: string; readonly name: string; readonly told?: StatusCallbacks }
  | {
      readonly kind: "stream.ended";
      readonly streamId: string;
      readonly error: number | null;
      readonly name?: string;
      readonly told?: StatusCallbacks;
    }
  /** A task of the call is over; what was merely played is not told. */
  | { readonly kind: "task.ended"; readonly task: string; readonly result: string }
  | { readonly kind: "queue.joined"; readonly queueId: string }
  /** The caller takes part in a conference; null for the two whom a program has put together from a queue. */
  | { readonly kind: "conference.joined"; readonly conferenceId: string | null }
  /** What he says in it is recorded from here on, with what the others say. */
  | { readonly kind: "conference.recorded"; readonly recordingId: string }
  /** An agent was rung for the caller and did not take him. */
  | { readonly kind: "agent.missed"; readonly agentId: string; readonly why: string }
  /** Legs that rang are let go without having answered. */
  | { readonly kind: "legs.released"; readonly legIds: readonly string[] }
  /** The caller of a call with tasks hears somebody: an agent of a queue, or whoever was dialled. */
  | {
      readonly kind: "talk.began";
      readonly legId: string;
      readonly phoneId: string | null;
      readonly agentId: string | null;
    }
  | { readonly kind: "talk.ended"; readonly legId: string; readonly holdMs: number }
  | {
      readonly kind: "message.began";
      readonly recordingId: string;
      readonly queueId: string;
      readonly told?: StatusCallbacks;
    }
  | { readonly kind: "message.ended"; readonly recordingId: string; readonly isKept: boolean; readonly seconds: number }
  /** The browser at a leg has gone; it came back, by another leg where its page was opened anew. */
  | { readonly kind: "device.away"; readonly legId: string }
  | { readonly kind: "device.back"; readonly legId: string; readonly byLegId: string | null }
  | { readonly kind: "media.lost" }
  | { readonly kind: "media.back" }
  | {
      readonly kind: "call.ended";
      readonly outcome: CallOutcome;
      readonly by: EndedBy;
      readonly status: number | null;
      readonly cause: number | null;
    };

/**
 * An event as it is kept: its place in the call, when it happened by the wall (milliseconds since 1970) and by the
 * switch's own steady clock (microseconds), which durations are computed from.
 */
export interface CallEvent {
  readonly sequence: number;
  readonly atMs: number;
  readonly elapsedUs: number;
  readonly body: CallEventBody;
}

/** Events of one call at the most; a call that has more is ended. */
export const CALL_EVENTS_MAX = 2_000;

/** The event that follows `events` when the code of a call lets it in. */
export function permittedEvent(events: readonly CallEvent[], mode: Permit): CallEvent {
  const last = events.at(-1);
  assert(last?.body.kind === "call.received", "a call is permitted as it arrives");
  return { ...last, sequence: last.sequence + 1, body: { kind: "call.permitted", code: last.body.code, mode } };
}
