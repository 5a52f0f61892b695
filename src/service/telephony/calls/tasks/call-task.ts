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

/** What a caller may enter: one of these entries, or a number of digits that may be ended by a key. */
export interface DigitEntry {
  /** The only entries there are; null for any digits. None begins another. */
  readonly accepts: readonly string[] | null;
  readonly digitsMin: number;
  readonly digitsMax: number;
  readonly endKey: string | null;
}

/** A level of a skill that an agent is to have. */
export interface RequiredSkill {
  readonly skill: string;
  readonly level: number;
}

/**
 * One thing a call does for its caller. A step of a flow and a verb of a call-control document compile to the same tasks; what
 * carries them out knows neither.
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
      /** Whether keys count while the clips are played; otherwise they are passed over. */
      readonly isBargeable: boolean;
      readonly entry: DigitEntry;
      /** From the end of the clips to the first key, and from key to key. */
      readonly firstMs: number;
      readonly betweenMs: number;
      /** How what the caller says counts as well; left out for keys alone. */
      readonly speech?: SpeechOptions;
    }
  | {
      readonly task: "enqueue";
      readonly queueId: string;
      /** Larger goes first. */
      readonly priority: number;
      readonly skills: readonly RequiredSkill[];
      readonly waitMsMax: number;
      /** A prompt that is played while nothing is said; null for the queue's own. */
      readonly music: string | null;
      /** How often the place and the wait are told; null for never. */
      readonly announceMs: number | null;
      /** The language the caller chose. */
      readonly language: string;
      /** What he hears instead of music; left out for music. */
      readonly meanwhile?: QueueTreatment;
    }
  | {
      readonly task: "dial";
      readonly number: string;
      readonly ringMs: number;
      /** Whether it leads to phones of the house alone, never over a line; left out for wherever the code may call. */
      readonly isInHouse?: boolean;
      /** Who rings beside it; the first to answer has the call. */
      readonly besides?: readonly DialledParty[];
      /** What an application wants to be told of whoever has this number; left out for nothing. */
      readonly told?: StatusCallbacks;
      /** The talk ends after so long; left out for as long as a call may last. */
      readonly talkMs?: number;
      /** Whether the caller's star ends the talk. */
      readonly endsOnStar?: boolean;
    }
  | {
      readonly task: "record-message";
      /** Whose message it is: the queue that hears it, or the application that asked for it. */
      readonly queueId: string;
      readonly secondsMax: number;
      /** Silence that ends it. */
      readonly silenceMs: number;
      /** The key that ends it, or one of several. */
      readonly endKey: string | null;
      /** Whether a tone says when it begins; it does when nothing is said. */
      readonly hasBeep?: boolean;
      /** What an application wants to be told of it; left out for nothing. */
      readonly told?: StatusCallbacks;
    }
  | {
      readonly task: "book-callback";
      readonly queueId: string;
      readonly number: string;
      readonly priority: number;
      readonly skills: readonly RequiredSkill[];
    }
  /** Asks the agents' desk for whoever sits at the phone that calls. */
  | { readonly task: "ask-desk"; readonly wish: AgentPhoneCommand }
  /** Looks the caller's digits up; the answer is a prompt that another task plays. */
  | { readonly task: "look-up"; readonly wish: DataLookupQuery }
  /** Asks an application what the call does next; what it says is for the script. */
  | { readonly task: "ask-application"; readonly wish: ApplicationRequest }
  /** Has sounds of a document spoken or fetched; another task plays them. */
  | {
      readonly task: "ready-sounds";
      readonly wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number };
    }
  /** A short message goes out beside the call; whatever comes next waits until it is on disk. */
  | { readonly task: "send-text"; readonly wish: SmsOptions }
  /** The caller takes part in a conference until he leaves it or it is over. */
  | {
      readonly task: "confer";
      readonly room: ConferenceRoom;
      readonly seat: ParticipantSettings;
      /** What he hears while nobody is there to be heard. */
      readonly meanwhile: QueueTreatment;
      /** He leaves after so long; left out for as long as a call may last. */
      readonly talkMs?: number;
      /** Whether his star ends it for him. */
      readonly endsOnStar: boolean;
    }
  /** The caller talks with the first one who waits in a queue; he hears ringing until somebody does. */
  | {
      readonly task: "take-caller";
      readonly queueId: string;
      /** How long he waits for somebody to be there. */
      readonly ringMs: number;
      readonly talkMs?: number;
      readonly endsOnStar: boolean;
    }
  /** Whoever waits shall wait no more; it means something in what is heard meanwhile alone. */
  | { readonly task: "leave" }
  /** The caller's own telephone or line is asked to call a number in the place of this call (RFC 3515). */
  | { readonly task: "refer"; readonly number: string }
  /** The caller talks with an application by a stream, until it or the call ends. */
  | { readonly task: "connect-stream"; readonly stream: MediaStreamOptions }
  /** An application hears what is said in the call from here on, beside whatever comes next. */
  | { readonly task: "start-stream"; readonly stream: MediaStreamOptions }
  | { readonly task: "stop-stream"; readonly name: string }
  /** Refuses a call that is not answered, which costs its caller nothing; one that is answered is hung up. */
  | { readonly task: "reject"; readonly reason: "rejected" | "busy" }
  | { readonly task: "hang-up" };

/** The kinds of tasks. */
export type TaskKind = CallTask["task"];

/** The task of one kind. */
export type TaskOf<Kind extends TaskKind> = Extract<CallTask, { readonly task: Kind }>;

/** How a task ended; the caller who hangs up ends them all and is no outcome. */
export type TaskOutcome =
  | { readonly outcome: "played"; readonly key: string | null }
  | { readonly outcome: "gathered"; readonly digits: string }
  /** What the caller has said, and how sure that is, of 1; null where nobody knows. */
  | { readonly outcome: "spoken"; readonly text: string; readonly confidence: number | null }
  | { readonly outcome: "no-input" }
  | { readonly outcome: "wrong-input"; readonly digits: string }
  /** An agent served the caller and has left; the caller is still there. */
  | {
      readonly outcome: "served";
      /** How long he had waited; left out where nobody knows. */
      readonly waitedMs?: number;
    }
  | { readonly outcome: "queue-full" }
  | { readonly outcome: "wait-over" }
  /** What he heard while he waited let him go. */
  | { readonly outcome: "left-queue" }
  /** Nobody is there who could ever serve the caller. */
  | { readonly outcome: "nobody-there" }
  /** The far end was reached and has left; the caller is still there. */
  | {
      readonly outcome: "reached";
      /** The leg that was talked with, and for how long; left out where nobody knows. */
      readonly talk?: { readonly legId: string; readonly seconds: number };
    }
  | { readonly outcome: "not-reached"; readonly status: number }
  | { readonly outcome: "message-kept"; readonly seconds: number; readonly recordingId?: string }
  /** He took part in a conference, for so long; `why` says how it ended for him. */
  | {
      readonly outcome: "conferred";
      readonly why: ConferenceOver;
      readonly conferenceId: string | null;
      readonly seconds: number;
      /** The call of a queue that was talked with; left out for a conference. */
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
  /** No document came, neither from the hook nor from the one behind it; `error` is the field's number of why. */
  | { readonly outcome: "no-document"; readonly error: number }
  /** What can be played of the sounds that were wanted; nothing when none can. */
  | { readonly outcome: "sounds-ready"; readonly clips: readonly Clip[] }
  | { readonly outcome: "text-sent"; readonly sent: TextSent }
  /** A stream is over; `error` is the field's number of why, null where nothing was wrong. */
  | {
      readonly outcome: "stream-ended";
      readonly streamId: string;
      readonly error: number | null;
      readonly wasHeard: boolean;
    }
  | { readonly outcome: "stream-ordered" }
  /**
   * A far end was asked to call somebody else: what it has said to that, and what it told of it last, as statuses of SIP; null for nothing.
   * `isDone` when it talks with whom it was to call, as far as it says.
   */
  | {
      readonly outcome: "referred";
      readonly answered: number | null;
      readonly notified: number | null;
      readonly isDone: boolean;
    }
  /** The world could not do it: no sound, no engine, no storage. */
  | { readonly outcome: "failed" };

/** What can happen to a script. */
export type ScriptInput =
  | { readonly input: "begun" }
  /** All tasks of this token are over; the outcome is the last one's. */
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone"; readonly left?: LeftTask }
  /** The call ends, and not by its caller; what the script had begun is told, nothing new begins. */
  | { readonly input: "cut-off"; readonly left?: LeftTask };

/** The task that whoever the script serves has left by hanging up: what it came to, or null where it came to nothing. */
export interface LeftTask {
  readonly outcome: TaskOutcome | null;
}

/** A script after a step: what it tells for the record, and the tasks that take the place of all others; null ends the call. */
export interface ScriptStep {
  readonly script: Script;
  readonly bodies: readonly CallEventBody[];
  readonly run: { readonly token: number; readonly tasks: readonly CallTask[] } | null;
  /** What an application is told of a call that is over; left out for nothing. */
  readonly tells?: ApplicationRequest;
}

/** What a script leaves to one that takes its place by order. */
export interface Inheritance {
  /** The hook that is asked where another one fails. */
  readonly fallback: Hook | null;
  /** The queue of callers whom nothing leads any more. */
  readonly fallbackQueueId: string | null;
  /** Events that the call has been given for what documents wanted. */
  readonly deeds: number;
}

/**
 * What decides which tasks a call does next: a flow at the version the call began with, or an application. A value; a step
 * gives a new one and does nothing else.
 */
export interface Script {
  step(input: ScriptInput, nowMs: number): ScriptStep;
  /** Left out where there is nothing to leave. */
  readonly leaves?: Inheritance;
  /** The same script with what the one before it leaves; left out where that means nothing to it. */
  inherit?(left: Inheritance): Script;
}

/** What somebody hears while he waits: music, nothing, or what a script says. */
export type QueueTreatment = "music" | "silence" | Script;

/**
 * What must be so before a task may begin. A call that is not answered is answered first; where somebody else talks with the
 * caller the task fails, and the next has its turn.
 */
export interface TaskPrecondition {
  /** Only an answered call hears the caller, and only then may he be charged. */
  readonly needsAnswer: boolean;
  /** Nobody else may be talking with the caller. */
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

/** The outcomes each task can have; any other is a fault of whoever tells it. */
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
