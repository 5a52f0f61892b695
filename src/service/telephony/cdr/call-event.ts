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

/** The `from` value of a callback, instead of a source address. */
export const CALLBACK_FROM = "callback";

/** The `from` value of a web caller's call, instead of a source address. */
export const WEBSITE_FROM = "website";

/** The `from` value of a browser client's call, instead of a source address. */
export const CLIENT_FROM = "client";

/** The mode of a code under which a call was admitted. */
export type Permit = "test" | "open";

/** A status-callback address of an application and its events; without named events, only the end. */
export interface StatusCallbackTarget {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly events: readonly string[];
}

/** The status callbacks that an application requested for a call, one of its legs, its recording, or a stream. */
export interface StatusCallbacks {
  readonly status?: StatusCallbackTarget;
  readonly recording?: StatusCallbackTarget;
  readonly stream?: StatusCallbackTarget;
}

/** The events of a call; `kind` names the event, the rest is its data. Ids are UUIDs, numbers are dialled text. */
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
      /** The price of a minute; left out for a free leg. */
      readonly minuteRupiah?: number;
      /** The text that an application dialled, and its status callbacks. */
      readonly dialled?: string;
      readonly told?: StatusCallbacks;
      /** The first leg to the same target, under whose id all of them are reported. */
      readonly toldAs?: string;
    }
  | { readonly kind: "leg.ringing"; readonly legId: string }
  | { readonly kind: "leg.failed"; readonly legId: string; readonly status: number; readonly cause: number | null }
  | { readonly kind: "call.answered"; readonly legId: string; readonly phoneId: string | null }
  | { readonly kind: "hold.began"; readonly legId: string }
  | { readonly kind: "hold.ended"; readonly legId: string }
  /** Consecutive keys as pressed. */
  | { readonly kind: "digits.received"; readonly legId: string; readonly digits: string }
  | { readonly kind: "transfer.asked"; readonly legId: string; readonly target: string }
  | { readonly kind: "transfer.done"; readonly legId: string; readonly phoneId: string | null }
  | { readonly kind: "transfer.failed"; readonly target: string; readonly status: number }
  /** The agent at this leg has put the talk on hold, consulted, or widened it; `status` is the reason why the consulted party was not reached. */
  | {
      readonly kind: "talk.changed";
      readonly legId: string;
      readonly state: TalkState;
      readonly target: string | null;
      readonly status: number | null;
    }
  /** A supervisor requests to join the talk, and these legs ring for the supervisor. */
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
  /** The supervisor has left, or was not reached, for which `status` is the reason. */
  | { readonly kind: "supervision.ended"; readonly legId: string | null; readonly status: number | null }
  /** A leg continues in another call of the phone that has joined the two calls, and this call ends. */
  | { readonly kind: "leg.given"; readonly legId: string; readonly callId: string }
  /** A leg of another call replaces the phone that has joined the two calls. */
  | {
      readonly kind: "leg.taken";
      readonly legId: string;
      readonly phoneId: string | null;
      readonly trunkId: string | null;
      readonly callId: string;
      readonly minuteRupiah?: number;
    }
  /** `byProgram` when an API client started it during the talk; then with its status callbacks. */
  | {
      readonly kind: "recording.began";
      readonly recordingId: string;
      readonly byProgram?: true;
      readonly told?: StatusCallbacks;
    }
  /** An API client pauses the recording: audio is left out until it resumes. */
  | { readonly kind: "recording.paused" | "recording.resumed"; readonly recordingId: string }
  /** A recording did not begin: the call centre has reached its storage limit. */
  | { readonly kind: "recording.refused"; readonly recordingId: string; readonly why: "storage-full" }
  | { readonly kind: "recording.ended"; readonly recordingId: string }
  /** The caller's consent to recording, and the prompt that was played (its name including its version); null without a prompt. */
  | {
      readonly kind: "recording.consent";
      readonly notice: RecordingNotice;
      readonly answer: RecordingAnswer;
      readonly allows: boolean;
      readonly prompt: string | null;
    }
  /** A version of a flow controls the call from here on. */
  | { readonly kind: "flow.began"; readonly flowId: string; readonly version: number }
  | { readonly kind: "flow.entered"; readonly stepId: string; readonly step: string }
  /** A step selected a branch automatically: by opening hours, or by data of the caller. */
  | {
      readonly kind: "flow.decided";
      readonly stepId: string;
      readonly way: string;
      /** For named hours of the call centre: their name, id and version. */
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
   * The caller's digits were looked up: with "found" the answer was played to its end, from this version of this list; with "unheard" it was not
   * played to its end; with the other results no answer was played.
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
  /** Documents of an application control the call from here on. */
  | { readonly kind: "application.began"; readonly told?: StatusCallbacks }
  /** The application returned no usable document, with Twilio's error code: the call centre serves the caller by its fallback. */
  | { readonly kind: "application.failed"; readonly error: number }
  /** A media stream of the call began or ended: `error` is Twilio's error code. */
  | { readonly kind: "stream.began"; readonly streamId: string; readonly name: string; readonly told?: StatusCallbacks }
  | {
      readonly kind: "stream.ended";
      readonly streamId: string;
      readonly error: number | null;
      readonly name?: string;
      readonly told?: StatusCallbacks;
    }
  /** A task of the call has ended; tasks that only play audio are not reported. */
  | { readonly kind: "task.ended"; readonly task: string; readonly result: string }
  | { readonly kind: "queue.joined"; readonly queueId: string }
  /** The caller joins a conference; null for two parties that an API client connected from a queue. */
  | { readonly kind: "conference.joined"; readonly conferenceId: string | null }
  /** The caller's audio in the conference is recorded from here on, together with that of the others. */
  | { readonly kind: "conference.recorded"; readonly recordingId: string }
  /** An agent was rung for the caller and did not answer. */
  | { readonly kind: "agent.missed"; readonly agentId: string; readonly why: string }
  /** Ringing legs are released without an answer. */
  | { readonly kind: "legs.released"; readonly legIds: readonly string[] }
  /** The caller of a call with tasks is connected: to an agent of a queue, or to a dialled party. */
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
  /** The browser of a leg was disconnected; it came back, by another leg when its page was reloaded. */
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
 * An event as stored: its position in the call, its wall-clock time (milliseconds since 1970) and its time by the switch's monotonic clock
 * (microseconds), from which durations are computed.
 */
export interface CallEvent {
  readonly sequence: number;
  readonly atMs: number;
  readonly elapsedUs: number;
  readonly body: CallEventBody;
}

/** The maximum of events of one call; a call with more is ended. */
export const CALL_EVENTS_MAX = 2_000;

/** The event that follows `events` when the code of a call admits it. */
export function permittedEvent(events: readonly CallEvent[], mode: Permit): CallEvent {
  const last = events.at(-1);
  assert(last?.body.kind === "call.received", "a call is permitted as it arrives");
  return { ...last, sequence: last.sequence + 1, body: { kind: "call.permitted", code: last.body.code, mode } };
}
