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

/** Inputs of a call. `sdp` is the text as received or as sent. */
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
  /** A far end has answered an own offer, as in the ACK of a call that came without an offer. */
  | { readonly input: "offer-answered"; readonly legId: string }
  /** The far end sends early media. */
  | { readonly input: "early-sound"; readonly legId: string }
  | { readonly input: "hung-up"; readonly legId: string; readonly cause: number | null }
  | { readonly input: "lost"; readonly legId: string }
  | { readonly input: "reoffered"; readonly legId: string; readonly isHold: boolean }
  /** Media from the browser of a leg has stopped, or has started again. */
  | { readonly input: "device-away" | "device-back"; readonly legId: string }
  /** The media connection with the browser of a leg is lost on this side: it has to be offered again. */
  | { readonly input: "device-cut"; readonly legId: string }
  /** The phone of a leg has registered again, possibly from another page; its targets follow as `device-found`. */
  | { readonly input: "device-seen"; readonly legId: string }
  | { readonly input: "device-found"; readonly legId: string; readonly targets: readonly Target[] }
  | { readonly input: "digit"; readonly legId: string; readonly key: string; readonly by: KeyWay }
  /** Playback has ended; `isCut` when the media engine failed before its end. */
  | { readonly input: "play-ended"; readonly play: string; readonly isCut: boolean }
  | { readonly input: "play-failed"; readonly play: string }
  | { readonly input: "dial-resolved"; readonly destination: Destination }
  /** A recording could not be started. */
  | { readonly input: "recording-refused"; readonly recordingId: string }
  | { readonly input: "message-began"; readonly recordingId: string }
  | { readonly input: "message-failed" }
  /** No loud audio has come from a far end for the requested time; `wasLoud` when some had come before. */
  | { readonly input: "fell-quiet"; readonly legId: string; readonly wasLoud: boolean }
  | { readonly input: "queue-order"; readonly order: QueueOrder }
  | { readonly input: "conference-order"; readonly order: ConferenceOrder }
  /** The ACD's answer to the nth request; null when the request could not be made. */
  | { readonly input: "desk-answered"; readonly nth: number; readonly answer: AgentPhoneResult | null }
  /** The result of the nth lookup of entered digits. */
  | { readonly input: "looked-up"; readonly nth: number; readonly answer: DataLookupResult }
  /** The application's answer to the nth webhook request. */
  | { readonly input: "application-answered"; readonly nth: number; readonly answer: ApplicationAnswer }
  /** The playable clips of the nth request for audio. */
  | { readonly input: "sounds-ready"; readonly nth: number; readonly clips: readonly Clip[] }
  /** Event of the nth speech recognition of the caller. */
  | { readonly input: "speech-told"; readonly nth: number; readonly news: RecognitionEvent }
  /** Result of the nth outgoing SMS. */
  | { readonly input: "text-sent"; readonly nth: number; readonly sent: TextSent }
  /** Event of the nth media stream, or a command of an API client to one. */
  | {
      readonly input: "stream-told";
      readonly nth: number;
      readonly streamId: string;
      readonly news: StreamEvent | StreamOrdered;
    }
  /** Event of a REFER that was sent to a far end. */
  | { readonly input: "refer-told"; readonly legId: string; readonly news: ReferEvent }
  /** Command of an API client to the recording of the call. */
  | { readonly input: "record-told"; readonly wish: CallRecordingCommand }
  /** From now on another script controls the call; with `whileWaiting` only a call that waits in a queue, while others continue unchanged. */
  | { readonly input: "led-by"; readonly script: Script; readonly whileWaiting?: boolean }
  | { readonly input: "transfer-asked"; readonly legId: string; readonly target: string }
  | { readonly input: "transfer-resolved"; readonly destination: Destination }
  /** A far end asks to join this call with another of its calls (RFC 5589 §7); null for an unknown dialog. */
  | {
      readonly input: "join-asked";
      readonly legId: string;
      readonly target: string;
      readonly dialog: NamedDialog | null;
    }
  /** Command of an agent or supervisor for this call. */
  | { readonly input: "act"; readonly wish: CallActCommand }
  | { readonly input: "consult-resolved"; readonly destination: Destination }
  | { readonly input: "supervision-resolved"; readonly destination: Destination }
  | { readonly input: "join-refused"; readonly status: number }
  /** This call hands `legId` over to another call, in which it replaces `leavingLegId`, and ends. */
  | {
      readonly input: "leg-wanted";
      readonly legId: string;
      readonly toCallId: string;
      readonly leavingLegId: string;
    }
  /** A leg of another call now belongs to this call and replaces `leavingLegId`. */
  | { readonly input: "leg-taken"; readonly leg: Leg; readonly fromCallId: string; readonly leavingLegId: string }
  | { readonly input: "answer-written" }
  | { readonly input: "answer-not-written" }
  | { readonly input: "timer"; readonly timer: CallTimer }
  | { readonly input: "fault" }
  /** A user of the call centre ends the call; with `unlessAnswered` only an unanswered one, and an answered call continues. */
  | { readonly input: "end-ordered"; readonly unlessAnswered?: boolean }
  | { readonly input: "stop" };

/** Progress of a REFER: whether it was sent, its response, and its NOTIFY requests. */
export type ReferEvent =
  | { readonly news: "not-asked" }
  | { readonly news: "answered"; readonly status: number }
  /** Status of the referred call; `isOver` when no further NOTIFY follows. */
  | { readonly news: "notified"; readonly status: number; readonly isOver: boolean };

/** The dialog that a Replaces header names (RFC 3891): the leg that it is here. */
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

/** Effects of a call. `write` and its variants put the pending events on disk; `write-answer` reports completion, `close` is the last. */
export type CallEffect =
  | { readonly effect: "ask-permission" }
  | { readonly effect: "write" }
  | { readonly effect: "write-answer" }
  | { readonly effect: "close"; readonly cdr: Cdr }
  | { readonly effect: "open-media"; readonly legId: string; readonly party: Party }
  | { readonly effect: "connect-media"; readonly legId: string }
  | { readonly effect: "close-media"; readonly legId: string }
  | { readonly effect: "bridge"; readonly legIds: readonly [string, string] }
  /** Of each pair of legs the second hears the first; all other pairs are silent. */
  | {
      readonly effect: "hear";
      readonly legIds: readonly string[];
      readonly heard: readonly (readonly [string, string])[];
    }
  /** Resolves the devices of a supervisor's phone. */
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
      /** Null = until stopped. */
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
      /** Reports when no loud audio has come for this long. */
      readonly quietMs: number;
    }
  | { readonly effect: "end-message"; readonly legId: string; readonly recordingId: string; readonly isKept: boolean }
  | { readonly effect: "join-queue"; readonly wish: EnqueueOptions }
  | { readonly effect: "tell-queue"; readonly news: QueuedCallEvent }
  | { readonly effect: "join-conference"; readonly wish: ConferenceJoinOptions }
  | { readonly effect: "leave-conference" }
  /** The participant's speech in the conference is no longer recorded. */
  | { readonly effect: "withdraw-in-conference" }
  | { readonly effect: "take-from-queue"; readonly queueId: string; readonly roomId: string }
  | { readonly effect: "take-no-more" }
  | { readonly effect: "ask-desk"; readonly phoneContext: AgentPhoneContext; readonly wish: AgentPhoneCommand }
  | { readonly effect: "look-up"; readonly nth: number; readonly wish: DataLookupQuery }
  | { readonly effect: "ask-application"; readonly nth: number; readonly wish: ApplicationRequest }
  /** Sends the final callback of an ended call to an application; its answer has no effect on the call. */
  | { readonly effect: "tell-application"; readonly nth: number; readonly wish: ApplicationRequest }
  | {
      readonly effect: "ready-sounds";
      readonly nth: number;
      readonly wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number };
    }
  | { readonly effect: "begin-hearing"; readonly nth: number; readonly speech: SpeechOptions }
  /** Ends the recognition of the caller's speech; `isCut` when the rest of the speech is to be discarded. */
  | { readonly effect: "end-hearing"; readonly isCut: boolean }
  | { readonly effect: "send-text"; readonly nth: number; readonly wish: SmsOptions }
  /** Begins a media stream; `isHeard` when the caller hears the audio that comes from it. */
  | {
      readonly effect: "begin-stream";
      readonly nth: number;
      readonly stream: MediaStreamOptions;
      readonly isHeard: boolean;
      /** Omitted to generate an id. */
      readonly streamId?: string;
    }
  /** Sends a REFER with a number to the caller's far end, where that is permitted. */
  | { readonly effect: "refer"; readonly legId: string; readonly number: string }
  /** The result of a REFER is no longer awaited: a REFER that was not sent yet is not sent. */
  | { readonly effect: "drop-refer"; readonly legId: string }
  | { readonly effect: "stop-stream"; readonly which: StreamNamed }
  | { readonly effect: "tell-stream"; readonly key: string }
  | { readonly effect: "pause-recording"; readonly recordingId: string }
  | {
      readonly effect: "begin-recording";
      readonly recordingId: string;
      readonly legIds: readonly [string, string];
      /** Omits the silence at both ends of the recording. */
      readonly isTrimmed?: boolean;
    }
  /** An API client pauses the recording, or ends the pause: then it continues by `begin-recording`. */
  | { readonly effect: "hold-recording"; readonly recordingId: string; readonly isPaused: boolean }
  | { readonly effect: "end-recording"; readonly recordingId: string }
  /** Ends the recording and deletes its key and its frames. */
  | { readonly effect: "drop-recording"; readonly recordingId: string }
  | { readonly effect: "invite"; readonly legId: string; readonly party: Party }
  | { readonly effect: "ring"; readonly legId: string }
  /** Plays the called party's early media to the caller. */
  | { readonly effect: "progress"; readonly legId: string }
  | { readonly effect: "answer"; readonly legId: string }
  | { readonly effect: "reject"; readonly legId: string; readonly status: number; readonly cause: number }
  | { readonly effect: "hang-up"; readonly legId: string; readonly cause: number }
  | { readonly effect: "accept-offer"; readonly legId: string }
  /** Sends a new media offer to the far end of a leg. */
  | { readonly effect: "reoffer"; readonly legId: string }
  /** Looks up the other devices of the phone of a leg. */
  | {
      readonly effect: "seek-device";
      readonly legId: string;
      readonly phoneId: string;
      /** Whether the phone has just registered: then its previous page may be reachable again by another connection. */
      readonly hasSignedIn: boolean;
    }
  | { readonly effect: "resolve-transfer"; readonly target: string }
  | { readonly effect: "answer-transfer"; readonly legId: string; readonly isTaken: boolean }
  | { readonly effect: "notify-transfer"; readonly legId: string; readonly status: number }
  | { readonly effect: "find-joined"; readonly legId: string; readonly dialog: NamedDialog | null }
  /** Hands a leg with its media over to another call, in which it replaces `leavingLegId`. */
  | { readonly effect: "give-leg"; readonly leg: Leg; readonly toCallId: string; readonly leavingLegId: string }
  /** The call continues without `forLegId`; `legId` takes over its channel and other resources. */
  | { readonly effect: "stand-in"; readonly legId: string; readonly forLegId: string }
  | { readonly effect: "arm"; readonly timer: CallTimer; readonly ms: number }
  | { readonly effect: "disarm"; readonly timer: CallTimer };

/** A call after a step, with its effects. */
export interface CallStep {
  readonly call: Call;
  readonly effects: readonly CallEffect[];
}
