import type { CallEventBody, StatusCallbacks } from "../../cdr/index.ts";
import type { Clip } from "../../prompts/index.ts";
import type { ConferenceOver, ConferenceRoom, ParticipantSettings } from "../conference/participant-settings.ts";
import type { AgentPhoneCommand, AgentPhoneFault } from "../queue-port/agent-phone-port.ts";
import type {
  ApplicationAnswer,
  ApplicationRequest,
  DialledParty,
  Hook,
  RepeatedSound,
  SmsOptions,
  TextSent,
} from "./application-port.ts";
import type { DataLookupQuery, DataLookupResult } from "./data-lookup-port.ts";
import type { SpeechOptions } from "./gather-options.ts";
import type { MediaStreamOptions } from "./media-stream-options.ts";

/** Valid entries of a caller: one of a list, or a number of digits that a key may end. */
export interface DigitEntry {
  /** The only valid entries; null for any digits. None is a prefix of another. */
  readonly accepts: readonly string[] | null;
  readonly digitsMin: number;
  readonly digitsMax: number;
  readonly endKey: string | null;
}

/** A required skill level of an agent. */
export interface RequiredSkill {
  readonly skill: string;
  readonly level: number;
}

/**
 * One task of a call for its caller. A step of a flow and a verb of a call-control document compile to the same tasks; the executor does not distinguish them.
 */
export type CallTask =
  | {
      readonly task: "play";
      readonly clips: readonly Clip[];
      readonly times: number;
      /** Whether a key ends it. */
      readonly isBargeable: boolean;
    }
  | {
      readonly task: "gather";
      readonly clips: readonly Clip[];
      /** Whether keys count while the clips are played; otherwise they are ignored. */
      readonly isBargeable: boolean;
      readonly entry: DigitEntry;
      /** Time from the end of the clips to the first key, and between keys. */
      readonly firstMs: number;
      readonly betweenMs: number;
      /** Options for speech input; omitted for keys alone. */
      readonly speech?: SpeechOptions;
    }
  | {
      readonly task: "enqueue";
      readonly queueId: string;
      /** Larger values go first. */
      readonly priority: number;
      readonly skills: readonly RequiredSkill[];
      readonly waitMsMax: number;
      /** The prompt between announcements; null for the queue's own music. */
      readonly music: string | null;
      /** Interval of the announcements of position and wait; null for none. */
      readonly announceMs: number | null;
      /** The language the caller chose. */
      readonly language: string;
      /** Audio instead of music; omitted for music. */
      readonly meanwhile?: QueueTreatment;
    }
  | {
      readonly task: "dial";
      readonly number: string;
      readonly ringMs: number;
      /** Whether it only leads to internal phones, never over a trunk; omitted for all numbers that the code may call. */
      readonly isInHouse?: boolean;
      /** Parties that ring at the same time; the first to answer gets the call. */
      readonly besides?: readonly DialledParty[];
      /** Status callbacks of an application for this number; omitted for none. */
      readonly told?: StatusCallbacks;
      /** Maximum talk time; omitted for the limit of a call. */
      readonly talkMs?: number;
      /** Whether the caller's star key ends the talk. */
      readonly endsOnStar?: boolean;
    }
  | {
      readonly task: "record-message";
      /** Owner of the voicemail: a queue, or the application that requested it. */
      readonly queueId: string;
      readonly secondsMax: number;
      /** Length of silence that ends it. */
      readonly silenceMs: number;
      /** The key that ends it, or one of several. */
      readonly endKey: string | null;
      /** Whether a tone marks the beginning; by default it does. */
      readonly hasBeep?: boolean;
      /** Requested status callbacks; omitted for none. */
      readonly told?: StatusCallbacks;
    }
  | {
      readonly task: "book-callback";
      readonly queueId: string;
      readonly number: string;
      readonly priority: number;
      readonly skills: readonly RequiredSkill[];
    }
  /** A command to the ACD for the agent of the calling phone. */
  | { readonly task: "ask-desk"; readonly wish: AgentPhoneCommand }
  /** Looks up the caller's digits; the answer is a prompt that another task plays. */
  | { readonly task: "look-up"; readonly wish: DataLookupQuery }
  /** Sends a webhook request for the next tasks; the script reads the answer. */
  | { readonly task: "ask-application"; readonly wish: ApplicationRequest }
  /** Synthesises or downloads the sounds of a document; another task plays them. */
  | {
      readonly task: "ready-sounds";
      readonly wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number };
    }
  /** Sends an SMS beside the call; the next task waits until it is on disk. */
  | { readonly task: "send-text"; readonly wish: SmsOptions }
  /** The caller is in a conference until leaving it or its end. */
  | {
      readonly task: "confer";
      readonly room: ConferenceRoom;
      readonly seat: ParticipantSettings;
      /** Audio while there is no other participant. */
      readonly meanwhile: QueueTreatment;
      /** Maximum time in the conference; omitted for the limit of a call. */
      readonly talkMs?: number;
      /** Whether the caller's star key ends the participation. */
      readonly endsOnStar: boolean;
    }
  /** The caller talks with the first waiting caller of a queue, and hears ringback until then. */
  | {
      readonly task: "take-caller";
      readonly queueId: string;
      /** How long to wait for a caller in the queue. */
      readonly ringMs: number;
      readonly talkMs?: number;
      readonly endsOnStar: boolean;
    }
  /** Ends the wait in a queue; only valid in a treatment. */
  | { readonly task: "leave" }
  /** Sends a REFER to the caller's phone or trunk, to call a number in the place of this call (RFC 3515). */
  | { readonly task: "refer"; readonly number: string }
  /** The caller talks with an application by a media stream, until the stream or the call ends. */
  | { readonly task: "connect-stream"; readonly stream: MediaStreamOptions }
  /** An application receives the audio of the call from now on, in parallel with the next tasks. */
  | { readonly task: "start-stream"; readonly stream: MediaStreamOptions }
  | { readonly task: "stop-stream"; readonly name: string }
  /** Refuses an unanswered call, without charge for its caller; an answered call is hung up. */
  | { readonly task: "reject"; readonly reason: "rejected" | "busy" }
  | { readonly task: "hang-up" };

/** The kinds of tasks. */
export type TaskKind = CallTask["task"];

/** The task of one kind. */
export type TaskOf<Kind extends TaskKind> = Extract<CallTask, { readonly task: Kind }>;

/** How a task ended; a hang-up of the caller ends all tasks and is not an outcome. */
export type TaskOutcome =
  | { readonly outcome: "played"; readonly key: string | null }
  | { readonly outcome: "gathered"; readonly digits: string }
  /** The recognised speech of the caller, and its confidence, at most 1; null where unknown. */
  | { readonly outcome: "spoken"; readonly text: string; readonly confidence: number | null }
  | { readonly outcome: "no-input" }
  | { readonly outcome: "wrong-input"; readonly digits: string }
  /** An agent served the caller and has left; the caller is still there. */
  | {
      readonly outcome: "served";
      /** Time waited; omitted where unknown. */
      readonly waitedMs?: number;
    }
  | { readonly outcome: "queue-full" }
  | { readonly outcome: "wait-over" }
  /** The treatment ended the wait. */
  | { readonly outcome: "left-queue" }
  /** No agent is available who could ever serve the caller. */
  | { readonly outcome: "nobody-there" }
  /** The far end was reached and has left; the caller is still there. */
  | {
      readonly outcome: "reached";
      /** The leg of the talk and its duration; omitted where unknown. */
      readonly talk?: { readonly legId: string; readonly seconds: number };
    }
  | { readonly outcome: "not-reached"; readonly status: number }
  | { readonly outcome: "message-kept"; readonly seconds: number; readonly recordingId?: string }
  /** The caller was in a conference, with the duration; `why` says how the participation ended. */
  | {
      readonly outcome: "conferred";
      readonly why: ConferenceOver;
      readonly conferenceId: string | null;
      readonly seconds: number;
      /** The call from a queue that was talked with; omitted for a conference. */
      readonly withCallId?: string;
    }
  | { readonly outcome: "no-message" }
  | { readonly outcome: "callback-booked" }
  | { readonly outcome: "callback-refused" }
  | { readonly outcome: "desk-done"; readonly isPaused: boolean; readonly language: string | null }
  | { readonly outcome: "desk-refused"; readonly why: AgentPhoneFault; readonly language: string | null }
  | { readonly outcome: "found"; readonly answer: Extract<DataLookupResult, { readonly is: "found" }> }
  | { readonly outcome: "not-found"; readonly list: string; readonly version: number | null }
  | { readonly outcome: "document"; readonly answer: Extract<ApplicationAnswer, { readonly is: "document" }> }
  /** No document was received, neither from the webhook nor from its fallback; `error` is the Twilio error code. */
  | { readonly outcome: "no-document"; readonly error: number }
  /** The playable clips of the requested sounds; empty when none can be played. */
  | { readonly outcome: "sounds-ready"; readonly clips: readonly Clip[] }
  | { readonly outcome: "text-sent"; readonly sent: TextSent }
  /** A stream is over; `error` is the Twilio error code, null for a normal end. */
  | {
      readonly outcome: "stream-ended";
      readonly streamId: string;
      readonly error: number | null;
      readonly wasHeard: boolean;
    }
  | { readonly outcome: "stream-ordered" }
  /**
   * Result of a REFER: the status of the response and of the last NOTIFY; null for none. `isDone` when the referred call is answered, according to the far end.
   */
  | {
      readonly outcome: "referred";
      readonly answered: number | null;
      readonly notified: number | null;
      readonly isDone: boolean;
    }
  /** Not possible: no media, no engine, no storage. */
  | { readonly outcome: "failed" };

/** Inputs of a script. */
export type ScriptInput =
  | { readonly input: "begun" }
  /** All tasks of this token are over, with the outcome of the last one. */
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone"; readonly left?: LeftTask }
  /** The call ends, but not by its caller; the script records the results of its tasks and starts none. */
  | { readonly input: "cut-off"; readonly left?: LeftTask };

/** The task that the served party has left by hanging up, with its outcome; null for none. */
export interface LeftTask {
  readonly outcome: TaskOutcome | null;
}

/** A script after a step: its events for the record, and the tasks that replace all others; null ends the call. */
export interface ScriptStep {
  readonly script: Script;
  readonly bodies: readonly CallEventBody[];
  readonly run: { readonly token: number; readonly tasks: readonly CallTask[] } | null;
  /** Final callback for an ended call; omitted for none. */
  readonly tells?: ApplicationRequest;
}

/** State that a script hands to the script that replaces it by order. */
export interface Inheritance {
  /** The webhook that is called where another one fails. */
  readonly fallback: Hook | null;
  /** The fallback queue for callers whose application has failed. */
  readonly fallbackQueueId: string | null;
  /** Number of events that the documents have added to the call. */
  readonly deeds: number;
}

/**
 * Decides which tasks a call runs next: a flow in the version at the start of the call, or an application. An immutable value; a step returns a new one without
 * side effects.
 */
export interface Script {
  step(input: ScriptInput, nowMs: number): ScriptStep;
  /** Omitted where there is no state to hand over. */
  readonly leaves?: Inheritance;
  /** The same script with the state of its predecessor; omitted where the script does not use it. */
  inherit?(left: Inheritance): Script;
}

/** Audio during a wait: music, silence, or a script. */
export type QueueTreatment = "music" | "silence" | Script;

/** Precondition of a task. An unanswered call is answered first; where another party talks with the caller the task fails, and the next one starts. */
export interface TaskPrecondition {
  /** Only the caller of an answered call can be heard, and charged. */
  readonly needsAnswer: boolean;
  /** The caller may not be connected with another party. */
  readonly needsCallerAlone: boolean;
}

const ALONE_AND_ANSWERED: TaskPrecondition = { needsAnswer: true, needsCallerAlone: true };

/** The precondition of each task. */
export const PRECONDITIONS: Readonly<Record<TaskKind, TaskPrecondition>> = {
  play: ALONE_AND_ANSWERED,
  gather: ALONE_AND_ANSWERED,
  enqueue: ALONE_AND_ANSWERED,
  dial: ALONE_AND_ANSWERED,
  "record-message": ALONE_AND_ANSWERED,
  "book-callback": { needsAnswer: false, needsCallerAlone: true },
  "ask-desk": ALONE_AND_ANSWERED,
  "look-up": ALONE_AND_ANSWERED,
  "ask-application": { needsAnswer: false, needsCallerAlone: true },
  "ready-sounds": { needsAnswer: false, needsCallerAlone: true },
  "send-text": { needsAnswer: false, needsCallerAlone: true },
  confer: ALONE_AND_ANSWERED,
  "take-caller": ALONE_AND_ANSWERED,
  leave: { needsAnswer: false, needsCallerAlone: true },
  refer: ALONE_AND_ANSWERED,
  "connect-stream": ALONE_AND_ANSWERED,
  "start-stream": ALONE_AND_ANSWERED,
  "stop-stream": { needsAnswer: false, needsCallerAlone: false },
  reject: { needsAnswer: false, needsCallerAlone: false },
  "hang-up": { needsAnswer: false, needsCallerAlone: false },
};

/** The possible outcomes of each task; any other outcome is a fault of its sender. */
export const OUTCOMES: Readonly<Record<TaskKind, ReadonlySet<TaskOutcome["outcome"]>>> = {
  play: new Set(["played", "failed"] as const),
  gather: new Set(["gathered", "spoken", "no-input", "wrong-input", "failed"] as const),
  enqueue: new Set(["served", "queue-full", "wait-over", "left-queue", "nobody-there", "failed"] as const),
  dial: new Set(["reached", "not-reached", "failed"] as const),
  "record-message": new Set(["message-kept", "no-message", "failed"] as const),
  "book-callback": new Set(["callback-booked", "callback-refused", "failed"] as const),
  "ask-desk": new Set(["desk-done", "desk-refused"] as const),
  "look-up": new Set(["found", "not-found", "failed"] as const),
  "ask-application": new Set(["document", "no-document"] as const),
  "ready-sounds": new Set(["sounds-ready"] as const),
  "send-text": new Set(["text-sent"] as const),
  confer: new Set(["conferred", "failed"] as const),
  "take-caller": new Set(["conferred", "not-reached", "failed"] as const),
  leave: new Set(["failed"] as const),
  refer: new Set(["referred"] as const),
  "connect-stream": new Set(["stream-ended"] as const),
  "start-stream": new Set(["stream-ordered"] as const),
  "stop-stream": new Set(["stream-ordered"] as const),
  reject: new Set([]),
  "hang-up": new Set([]),
};
