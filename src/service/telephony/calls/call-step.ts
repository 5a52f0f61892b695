import type { CallActCommand } from "../call-control/index.ts";
import type { CallOutcome, Cdr, Permit, StatusCallbacks } from "../cdr/index.ts";
import type { Clip } from "../prompts/index.ts";
import type { Call, Destination, KeyWay, Leg, Party, SoundFault, Target } from "./call.ts";
import type { ConferenceJoinOptions, ConferenceOrder } from "./conference/conference-port.ts";
import type { RecognitionEvent } from "./media/speech-recognition-port.ts";
import type { AgentPhoneCommand, AgentPhoneContext, AgentPhoneResult } from "./queue-port/agent-phone-port.ts";
import type { EnqueueOptions, QueuedCallEvent, QueueOrder } from "./queue-port/queue-port.ts";
import type { CallRecordingCommand } from "./recording/recording-command.ts";
import type {
  ApplicationAnswer,
  ApplicationRequest,
  DialledParty,
  RepeatedSound,
  SmsOptions,
  TextSent,
} from "./tasks/application-port.ts";
import type { PlayedClip } from "./tasks/call-tasks.ts";
import type { DataLookupQuery, DataLookupResult } from "./tasks/data-lookup-port.ts";
import type { SpeechOptions } from "./tasks/gather-options.ts";
import type { MediaStreamOptions } from "./tasks/media-stream-options.ts";
import type { Script } from "./tasks/script.ts";
import type { StreamEvent, StreamNamed, StreamOrdered } from "./tasks/stream-port.ts";

/** What can happen to a call. `sdp` is text as it came or is to be sent. */
export type CallInput =
  | { readonly input: "permitted"; readonly mode: Permit | null; readonly recordingId: string }
  | { readonly input: "refused"; readonly outcome: CallOutcome }
  | { readonly input: "media-opened"; readonly legId: string }
  | { readonly input: "media-failed"; readonly legId: string; readonly why: SoundFault }
  | { readonly input: "media-lost" }
  | { readonly input: "media-back" }
  | { readonly input: "rang"; readonly legId: string }
  | { readonly input: "accepted"; readonly legId: string }
  | { readonly input: "connected"; readonly legId: string }
  | { readonly input: "failed"; readonly legId: string; readonly status: number; readonly cause: number | null }
  | { readonly input: "cancelled" }
  /** A far end that was made an offer of ours has answered it, as in the ACK of a call that came without an offer. */
  | { readonly input: "offer-answered"; readonly legId: string }
  /** The far end lets its sound be heard before it answers. */
  | { readonly input: "early-sound"; readonly legId: string }
  | { readonly input: "hung-up"; readonly legId: string; readonly cause: number | null }
  | { readonly input: "lost"; readonly legId: string }
  | { readonly input: "reoffered"; readonly legId: string; readonly isHold: boolean }
  /** Nothing comes from the browser at a leg any more, or something does again. */
  | { readonly input: "device-away" | "device-back"; readonly legId: string }
  /** The connection with the browser at a leg is no more on our side: it has to be offered anew. */
  | { readonly input: "device-cut"; readonly legId: string }
  /** The phone of a leg has signed in by another page, and can be rung by these; or it is there again by any. */
  | { readonly input: "device-seen"; readonly legId: string }
  | { readonly input: "device-found"; readonly legId: string; readonly targets: readonly Target[] }
  | { readonly input: "digit"; readonly legId: string; readonly key: string; readonly by: KeyWay }
  /** What was played has come to its end; `isCut` when the engine of sound died before. */
  | { readonly input: "play-ended"; readonly play: string; readonly isCut: boolean }
  | { readonly input: "play-failed"; readonly play: string }
  | { readonly input: "dial-resolved"; readonly destination: Destination }
  /** What was to be recorded is not. */
  | { readonly input: "recording-refused"; readonly recordingId: string }
  | { readonly input: "message-began"; readonly recordingId: string }
  | { readonly input: "message-failed" }
  /** Nothing loud has come from a far end for as long as was asked; `wasLoud` when something had before. */
  | { readonly input: "fell-quiet"; readonly legId: string; readonly wasLoud: boolean }
  | { readonly input: "queue-order"; readonly order: QueueOrder }
  | { readonly input: "conference-order"; readonly order: ConferenceOrder }
  /** What the agents' desk says to what it was asked as the nth; null when it could not be asked. */
  | { readonly input: "desk-answered"; readonly nth: number; readonly answer: AgentPhoneResult | null }
  /** What the digits mean that were looked up as the nth. */
  | { readonly input: "looked-up"; readonly nth: number; readonly answer: DataLookupResult }
  /** What an application says to what it was asked as the nth. */
  | { readonly input: "application-answered"; readonly nth: number; readonly answer: ApplicationAnswer }
  /** What can be played of the sounds that were wanted as the nth. */
  | { readonly input: "sounds-ready"; readonly nth: number; readonly clips: readonly Clip[] }
  /** What becomes of the caller being heard as the nth. */
  | { readonly input: "speech-told"; readonly nth: number; readonly news: RecognitionEvent }
  /** What came of the short message that went out as the nth. */
  | { readonly input: "text-sent"; readonly nth: number; readonly sent: TextSent }
  /** What becomes of the stream that was begun as the nth, or what a program wants of one. */
  | {
      readonly input: "stream-told";
      readonly nth: number;
      readonly streamId: string;
      readonly news: StreamEvent | StreamOrdered;
    }
  /** What becomes of a far end that was asked to call somebody else. */
  | { readonly input: "refer-told"; readonly legId: string; readonly news: ReferEvent }
  /** Another script leads the call from here on. */
  /** A program wants something of its recording. */
  | { readonly input: "record-told"; readonly wish: CallRecordingCommand }
  /** `whileWaiting` where it only leads somebody out of a queue: whoever waits no more goes on as he does. */
  | { readonly input: "led-by"; readonly script: Script; readonly whileWaiting?: boolean }
  | { readonly input: "transfer-asked"; readonly legId: string; readonly target: string }
  | { readonly input: "transfer-resolved"; readonly destination: Destination }
  /** A far end wants this call joined with another one of its own (RFC 5589 §7); null for a dialog that nobody knows. */
  | {
      readonly input: "join-asked";
      readonly legId: string;
      readonly target: string;
      readonly dialog: NamedDialog | null;
    }
  /** Somebody at a desk does something with the call. */
  | { readonly input: "act"; readonly wish: CallActCommand }
  | { readonly input: "consult-resolved"; readonly destination: Destination }
  | { readonly input: "supervision-resolved"; readonly destination: Destination }
  | { readonly input: "join-refused"; readonly status: number }
  /** This call is to give `legId` to another one, in which `leavingLegId` makes way for it, and ends. */
  | {
      readonly input: "leg-wanted";
      readonly legId: string;
      readonly toCallId: string;
      readonly leavingLegId: string;
    }
  /** A leg of another call is this one's from here on, in the place of `leavingLegId`. */
  | { readonly input: "leg-taken"; readonly leg: Leg; readonly fromCallId: string; readonly leavingLegId: string }
  | { readonly input: "answer-written" }
  | { readonly input: "answer-not-written" }
  | { readonly input: "timer"; readonly timer: CallTimer }
  | { readonly input: "fault" }
  /** Somebody of the call centre wants it to end. */
  /** `unlessAnswered` where it is only taken back: whoever has answered talks on. */
  | { readonly input: "end-ordered"; readonly unlessAnswered?: boolean }
  | { readonly input: "stop" };

/** Whether a far end was asked to call somebody else, what it has said to that, and what it tells of it. */
export type ReferEvent =
  | { readonly news: "not-asked" }
  | { readonly news: "answered"; readonly status: number }
  /** How far its own call has come; `isOver` when it tells nothing more. */
  | { readonly news: "notified"; readonly status: number; readonly isOver: boolean };

/** A dialog as somebody has named it (RFC 3891): the leg that it is here. */
export interface NamedDialog {
  readonly callId: string;
  readonly legId: string;
  readonly isEarlyOnly: boolean;
}

/** The timers of a call. */
export type CallTimer =
  | "no-answer"
  | "transfer"
  | "media-away"
  | "longest"
  | "digits"
  | "task"
  | "dial"
  | "agents"
  | "device"
  | "supervision";

/**
 * What the world is asked to do for a call. `write` and its kin put the events on disk that are not there yet;
 * `write-answer` says so when they are, `close` is the last.
 */
export type CallEffect =
  | { readonly effect: "ask-permission" }
  | { readonly effect: "write" }
  | { readonly effect: "write-answer" }
  | { readonly effect: "close"; readonly cdr: Cdr }
  | { readonly effect: "open-media"; readonly legId: string; readonly party: Party }
  | { readonly effect: "connect-media"; readonly legId: string }
  | { readonly effect: "close-media"; readonly legId: string }
  | { readonly effect: "bridge"; readonly legIds: readonly [string, string] }
  /** Of these legs the first of each pair is heard by the second, and nobody else by anybody. */
  | {
      readonly effect: "hear";
      readonly legIds: readonly string[];
      readonly heard: readonly (readonly [string, string])[];
    }
  /** Which devices are those of a supervisor's phone. */
  | { readonly effect: "resolve-supervision"; readonly phoneId: string }
  | { readonly effect: "resolve-consult"; readonly number: string; readonly phoneId: string | null }
  | {
      readonly effect: "play";
      readonly legId: string;
      readonly sound: "ringing" | "music" | "notice" | "greeting" | "silence";
    }
  | {
      readonly effect: "play-clips";
      readonly legId: string;
      readonly play: string;
      readonly clips: readonly PlayedClip[];
      /** Null = until it is stopped. */
      readonly times: number | null;
    }
  | {
      readonly effect: "resolve-dial";
      readonly number: string;
      readonly isInHouse?: boolean;
      readonly besides?: readonly DialledParty[];
      readonly told?: StatusCallbacks;
    }
  | {
      readonly effect: "begin-message";
      readonly legId: string;
      readonly queueId: string;
      /** Says so when nothing loud has come for so long. */
      readonly quietMs: number;
    }
  | { readonly effect: "end-message"; readonly legId: string; readonly recordingId: string; readonly isKept: boolean }
  | { readonly effect: "join-queue"; readonly wish: EnqueueOptions }
  | { readonly effect: "tell-queue"; readonly news: QueuedCallEvent }
  | { readonly effect: "join-conference"; readonly wish: ConferenceJoinOptions }
  | { readonly effect: "leave-conference" }
  /** What he says in it is not kept any more. */
  | { readonly effect: "withdraw-in-conference" }
  | { readonly effect: "take-from-queue"; readonly queueId: string; readonly roomId: string }
  | { readonly effect: "take-no-more" }
  | { readonly effect: "ask-desk"; readonly phoneContext: AgentPhoneContext; readonly wish: AgentPhoneCommand }
  | { readonly effect: "look-up"; readonly nth: number; readonly wish: DataLookupQuery }
  | { readonly effect: "ask-application"; readonly nth: number; readonly wish: ApplicationRequest }
  /** Tells an application the last of a call that is over; what it answers leads nothing any more. */
  | { readonly effect: "tell-application"; readonly nth: number; readonly wish: ApplicationRequest }
  | {
      readonly effect: "ready-sounds";
      readonly nth: number;
      readonly wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number };
    }
  | { readonly effect: "begin-hearing"; readonly nth: number; readonly speech: SpeechOptions }
  /** The caller is heard no more; `isCut` where the rest of what he said is not wanted. */
  | { readonly effect: "end-hearing"; readonly isCut: boolean }
  | { readonly effect: "send-text"; readonly nth: number; readonly wish: SmsOptions }
  /** Begins a stream; `isHeard` when the caller hears what comes from it. */
  | {
      readonly effect: "begin-stream";
      readonly nth: number;
      readonly stream: MediaStreamOptions;
      readonly isHeard: boolean;
      /** Left out for an id of its own. */
      readonly streamId?: string;
    }
  /** Asks the caller's far end to call a number by itself, where that may be. */
  | { readonly effect: "refer"; readonly legId: string; readonly number: string }
  /** Nobody waits any more for what a far end was asked: where it was not said yet, it is not said. */
  | { readonly effect: "drop-refer"; readonly legId: string }
  | { readonly effect: "stop-stream"; readonly which: StreamNamed }
  | { readonly effect: "tell-stream"; readonly key: string }
  | { readonly effect: "pause-recording"; readonly recordingId: string }
  | {
      readonly effect: "begin-recording";
      readonly recordingId: string;
      readonly legIds: readonly [string, string];
      /** Where it begins: silence at both ends of it is left out. */
      readonly isTrimmed?: boolean;
    }
  /** A program has it stand still, or no more: then it goes on by `begin-recording`. */
  | { readonly effect: "hold-recording"; readonly recordingId: string; readonly isPaused: boolean }
  | { readonly effect: "end-recording"; readonly recordingId: string }
  /** It ends, its key is taken away, and so are its frames. */
  | { readonly effect: "drop-recording"; readonly recordingId: string }
  | { readonly effect: "invite"; readonly legId: string; readonly party: Party }
  | { readonly effect: "ring"; readonly legId: string }
  /** Lets the caller hear the called one's line before it is answered. */
  | { readonly effect: "progress"; readonly legId: string }
  | { readonly effect: "answer"; readonly legId: string }
  | { readonly effect: "reject"; readonly legId: string; readonly status: number; readonly cause: number }
  | { readonly effect: "hang-up"; readonly legId: string; readonly cause: number }
  | { readonly effect: "accept-offer"; readonly legId: string }
  /** Offers the far end of a leg its sound anew. */
  | { readonly effect: "reoffer"; readonly legId: string }
  /** Looks where else the phone of a leg can be reached. */
  | {
      readonly effect: "seek-device";
      readonly legId: string;
      readonly phoneId: string;
      /** Whether it has just signed in: then the page it had before may be there again, on another way. */
      readonly hasSignedIn: boolean;
    }
  | { readonly effect: "resolve-transfer"; readonly target: string }
  | { readonly effect: "answer-transfer"; readonly legId: string; readonly isTaken: boolean }
  | { readonly effect: "notify-transfer"; readonly legId: string; readonly status: number }
  | { readonly effect: "find-joined"; readonly legId: string; readonly dialog: NamedDialog | null }
  /** Hands a leg with its sound to another call, in which `leavingLegId` makes way for it. */
  | { readonly effect: "give-leg"; readonly leg: Leg; readonly toCallId: string; readonly leavingLegId: string }
  /** The call of `forLegId` goes on without it: what it held is `legId`'s. */
  | { readonly effect: "stand-in"; readonly legId: string; readonly forLegId: string }
  | { readonly effect: "arm"; readonly timer: CallTimer; readonly ms: number }
  | { readonly effect: "disarm"; readonly timer: CallTimer };

/** A call after a step, with what is to be done. */
export interface CallStep {
  readonly call: Call;
  readonly effects: readonly CallEffect[];
}
