import type { StatusCallbacks, StatusCallbackTarget } from "../../cdr/index.ts";
import type { Clip } from "../../prompts/index.ts";
import type { ConferenceRecordingOptions, ParticipantSettings } from "../conference/participant-settings.ts";
import type { SpeechOptions } from "./gather-options.ts";
import type { MediaStreamOptions } from "./media-stream-options.ts";

/** A webhook: its address and its method. */
export interface Hook {
  readonly url: string;
  readonly method: "GET" | "POST";
}

/** Source of a document: a webhook with a fallback, or a document supplied with the order of a call. */
export type CallInstructions =
  | { readonly from: "hook"; readonly voice: Hook; readonly fallback: Hook | null }
  | { readonly from: "document"; readonly document: string };

/** Audio of a document: spoken text, a fetched recording, DTMF keys, or a pause. */
export type DocumentSound =
  | { readonly sound: "say"; readonly text: string; readonly language: "id" | "en" }
  | { readonly sound: "fetch"; readonly url: string }
  | { readonly sound: "keys"; readonly keys: string }
  | { readonly sound: "pause"; readonly ms: number };

/** Audio of a document with its number of repetitions. */
export interface RepeatedSound {
  readonly sound: DocumentSound;
  readonly times: number;
}

/** A party that a document dials: a number as from a phone, or an internal party that is never reached over a trunk. */
export interface DialledParty {
  readonly number: string;
  readonly isInHouse: boolean;
  /** Requested status callbacks; omitted for none. */
  readonly told?: StatusCallbacks;
}

/** An SMS that a document sends; a party that the document does not name is the one at that end of the call. */
export interface SmsOptions {
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
  /** Status callback address; null for none. */
  readonly toldUrl: string | null;
}

/** Result of an SMS: its id once it is on disk, or the Twilio error code of the refusal. */
export type TextSent =
  | { readonly is: "sent"; readonly messageId: string }
  | { readonly is: "refused"; readonly error: number };

/** One parsed and validated verb of a document; an invalid one is left out. */
export type Verb =
  | { readonly verb: "sound"; readonly heard: RepeatedSound }
  | {
      readonly verb: "gather";
      readonly prompts: readonly RepeatedSound[];
      readonly digitsMax: number;
      readonly endKey: string | null;
      /** Time to the first key and between keys. */
      readonly waitMs: number;
      readonly action: Hook | null;
      /** Whether the application receives a request when nothing was entered, too. */
      readonly asksWhenEmpty: boolean;
      /** Options for speech input; omitted for keys alone. */
      readonly speech?: SpeechOptions;
    }
  | {
      readonly verb: "dial";
      /** All parties ring at once; none where the document names none. */
      readonly parties: readonly DialledParty[];
      readonly ringMs: number;
      /** Maximum talk time; null for the limit of a call. */
      readonly talkMs: number | null;
      readonly endsOnStar: boolean;
      readonly action: Hook | null;
    }
  | {
      readonly verb: "confer";
      readonly name: string;
      readonly seat: ParticipantSettings;
      readonly membersMax: number;
      /** Conference callback address of the application; omitted for none. */
      readonly told?: StatusCallbackTarget;
      /** How the conference is recorded from its start; omitted for no recording. */
      readonly record?: ConferenceRecordingOptions;
      /** Audio while there is no other participant. */
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
      /** Webhook for the caller's audio while waiting; null for the queue's own music. */
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
  /** Ends the wait in a queue; only valid in a wait document. */
  | { readonly verb: "leave" }
  | {
      readonly verb: "record";
      readonly secondsMax: number;
      readonly silenceMs: number;
      /** Any of these keys ends it. */
      readonly endKeys: string;
      readonly hasBeep: boolean;
      readonly action: Hook | null;
      /** Requested status callbacks; omitted for none. */
      readonly told?: StatusCallbacks;
    }
  /** An SMS beside the call. */
  | { readonly verb: "text"; readonly wish: SmsOptions; readonly action: Hook | null }
  | { readonly verb: "refer"; readonly number: string; readonly action: Hook | null }
  | { readonly verb: "connect-stream"; readonly stream: MediaStreamOptions; readonly action: Hook | null }
  | { readonly verb: "start-stream"; readonly stream: MediaStreamOptions }
  | { readonly verb: "stop-stream"; readonly name: string }
  | { readonly verb: "redirect"; readonly to: Hook }
  | { readonly verb: "reject"; readonly reason: "rejected" | "busy" }
  | { readonly verb: "hang-up" };

/** A webhook request of a call: its address, the fields in addition to those of every call, and the total timeout. */
export interface ApplicationRequest {
  readonly instructions: CallInstructions;
  readonly fields: Readonly<Record<string, string>>;
  readonly budgetMs: number;
  /** The queue of the waiting caller: the request contains the caller's position in it. */
  readonly inQueue?: string;
}

/** The call of a webhook request, in its present state. */
export interface ApplicationCallContext {
  readonly callId: string;
  readonly tenantId: string;
  /** Unique among the requests of the call. */
  readonly nth: number;
  readonly caller: string;
  readonly called: string;
  /** Whether the application originated the call; otherwise it is incoming. */
  readonly isCalledOut: boolean;
  readonly isAnswered: boolean;
  /** Whether the call is over, and this is its final callback. */
  readonly isOver?: true;
}

/** The application's answer: verbs, and the webhook that supplied them; or the Twilio error code of the failure. */
export type ApplicationAnswer =
  | { readonly is: "document"; readonly verbs: readonly Verb[]; readonly from: Hook | null }
  | { readonly is: "failed"; readonly error: number };

/** Requests to applications. A request settles within its timeout, and never rejects because of the application. */
export interface ApplicationPort {
  ask(callContext: ApplicationCallContext, request: ApplicationRequest): Promise<ApplicationAnswer>;
  /** Sends the final callback of an ended call; its answer has no effect on the call. */
  tell(asking: ApplicationCallContext, wish: ApplicationRequest): Promise<void>;
  /** Makes sounds playable; sounds that fail are left out. */
  sounds(
    asking: ApplicationCallContext,
    wish: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number },
  ): Promise<readonly Clip[]>;
  /** Submits an SMS; settles in a few seconds, and never rejects. */
  text(asking: ApplicationCallContext, options: SmsOptions): Promise<TextSent>;
  /** The call is over: its requests and downloads are cancelled. */
  letGo(callId: string): void;
}
