import type { StatusCallbacks, StatusCallbackTarget } from "../../cdr/index.ts";
import type { Clip } from "../../prompts/index.ts";
import type { ConferenceRecordingOptions, ParticipantSettings } from "../conference/participant-settings.ts";
import type { SpeechOptions } from "./gather-options.ts";
import type { MediaStreamOptions } from "./media-stream-options.ts";

/** Where an application is asked, and how. */
export interface Hook {
  readonly url: string;
  readonly method: "GET" | "POST";
}

/** Where a document comes from: a hook, and another one for when it fails; or a document that came with the order of a call. */
export type CallInstructions =
  | { readonly from: "hook"; readonly voice: Hook; readonly fallback: Hook | null }
  | { readonly from: "document"; readonly document: string };

/** Something that is heard: a text that is spoken, a recording that is fetched, keys, or a pause. */
export type DocumentSound =
  | { readonly sound: "say"; readonly text: string; readonly language: "id" | "en" }
  | { readonly sound: "fetch"; readonly url: string }
  | { readonly sound: "keys"; readonly keys: string }
  | { readonly sound: "pause"; readonly ms: number };

/** A sound of a document, so many times one after the other. */
export interface RepeatedSound {
  readonly sound: DocumentSound;
  readonly times: number;
}

/** Whom a document dials: a number as a phone would, or somebody in the house and never over a line. */
export interface DialledParty {
  readonly number: string;
  readonly isInHouse: boolean;
  /** What the application wants to be told of it; left out for nothing. */
  readonly told?: StatusCallbacks;
}

/** A short message that a document sends; a party that it does not name is whoever is at that end of the call. */
export interface SmsOptions {
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
  /** Where the application is told what becomes of it; null for nowhere. */
  readonly toldUrl: string | null;
}

/** What came of a short message: its id once it is on disk, or the field's number of why it was not taken. */
export type TextSent =
  | { readonly is: "sent"; readonly messageId: string }
  | { readonly is: "refused"; readonly error: number };

/** One thing that a document asks for, read and judged; what could not be read is not in it. */
export type Verb =
  | { readonly verb: "sound"; readonly heard: RepeatedSound }
  | {
      readonly verb: "gather";
      readonly prompts: readonly RepeatedSound[];
      readonly digitsMax: number;
      readonly endKey: string | null;
      /** To the first key and from key to key. */
      readonly waitMs: number;
      readonly action: Hook | null;
      /** Whether the application is asked as well when nothing was entered. */
      readonly asksWhenEmpty: boolean;
      /** How what the caller says counts as well; left out for keys alone. */
      readonly speech?: SpeechOptions;
    }
  | {
      readonly verb: "dial";
      /** All of them ring at once; none where the document named nobody. */
      readonly parties: readonly DialledParty[];
      readonly ringMs: number;
      /** How long the two may talk; null for as long as a call may last. */
      readonly talkMs: number | null;
      readonly endsOnStar: boolean;
      readonly action: Hook | null;
    }
  | {
      readonly verb: "confer";
      readonly name: string;
      readonly seat: ParticipantSettings;
      readonly membersMax: number;
      /** Where the application is told of the conference; left out for nowhere. */
      readonly told?: StatusCallbackTarget;
      /** How the conference is to be recorded from its beginning; left out where it is not. */
      readonly record?: ConferenceRecordingOptions;
      /** What is heard while nobody is there to be heard. */
      readonly wait: Hook | "music" | "silence";
      readonly talkMs: number | null;
      readonly endsOnStar: boolean;
      readonly action: Hook | null;
    }
  | {
      readonly verb: "enqueue";
      readonly queue: string;
      /** The queue of that name; null where the call centre has none. */
      readonly queueId: string | null;
      /** What is asked what the caller hears while he waits; null for the queue's own music. */
      readonly wait: Hook | null;
      readonly action: Hook | null;
    }
  | {
      readonly verb: "take";
      readonly queue: string;
      readonly queueId: string | null;
      readonly ringMs: number;
      readonly talkMs: number | null;
      readonly endsOnStar: boolean;
      readonly action: Hook | null;
    }
  /** Whoever waits in a queue waits no more; said in what he hears while he waits. */
  | { readonly verb: "leave" }
  | {
      readonly verb: "record";
      readonly secondsMax: number;
      readonly silenceMs: number;
      /** Each of them ends it. */
      readonly endKeys: string;
      readonly hasBeep: boolean;
      readonly action: Hook | null;
      /** What the application wants to be told of it; left out for nothing. */
      readonly told?: StatusCallbacks;
    }
  /** A short message beside the call. */
  | { readonly verb: "text"; readonly wish: SmsOptions; readonly action: Hook | null }
  | { readonly verb: "refer"; readonly number: string; readonly action: Hook | null }
  | { readonly verb: "connect-stream"; readonly stream: MediaStreamOptions; readonly action: Hook | null }
  | { readonly verb: "start-stream"; readonly stream: MediaStreamOptions }
  | { readonly verb: "stop-stream"; readonly name: string }
  | { readonly verb: "redirect"; readonly to: Hook }
  | { readonly verb: "reject"; readonly reason: "rejected" | "busy" }
  | { readonly verb: "hang-up" };

/** What is asked for a call: where, with which fields beside those of every call, and in how much time together. */
export interface ApplicationRequest {
  readonly instructions: CallInstructions;
  readonly fields: Readonly<Record<string, string>>;
  readonly budgetMs: number;
  /** The queue whose caller is asked for: what is asked is told his place in it. */
  readonly inQueue?: string;
}

/** The call that something is asked for, as it stands. */
export interface ApplicationCallContext {
  readonly callId: string;
  readonly tenantId: string;
  /** No other question of the call has it. */
  readonly nth: number;
  readonly caller: string;
  readonly called: string;
  /** Whether the application had the call made; else it came. */
  readonly isCalledOut: boolean;
  readonly isAnswered: boolean;
  /** Whether the call is over, and is told for the last time. */
  readonly isOver?: true;
}

/** What an application answered: verbs, and the hook that gave them; or the field's number of what was wrong. */
export type ApplicationAnswer =
  | { readonly is: "document"; readonly verbs: readonly Verb[]; readonly from: Hook | null }
  | { readonly is: "failed"; readonly error: number };

/** The way to applications. What is asked settles within its budget, and never rejects for what an application does. */
export interface ApplicationPort {
  ask(callContext: ApplicationCallContext, request: ApplicationRequest): Promise<ApplicationAnswer>;
  /** Tells the last of a call that is over; what is answered leads nothing any more. */
  tell(asking: ApplicationCallContext, wish: ApplicationRequest): Promise<void>;
  /** Makes sounds playable; what cannot be is left out. */
  sounds(
    asking: ApplicationCallContext,
    wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number },
  ): Promise<readonly Clip[]>;
  /** Hands a short message in; settles in a few seconds, and never rejects. */
  text(asking: ApplicationCallContext, options: SmsOptions): Promise<TextSent>;
  /** The call is over: nothing is asked or fetched for it any more. */
  letGo(callId: string): void;
}
