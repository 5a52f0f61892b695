import type { ApplicationCallContext } from "../tasks/application-port.ts";
import type { SpeechOptions } from "../tasks/gather-options.ts";

/** Start of a speech recognition: the leg and the task. */
export interface RecognitionOptions extends Pick<SpeechOptions, "language" | "hints"> {
  readonly nth: number;
  readonly legId: string;
}

/** What the recogniser reports. */
export type RecognitionEvent =
  /** The caller begins to speak. */
  | { readonly news: "speaking" }
  /** A recognised phrase; `confidence` from 0 to 1, null where the recogniser gives none. */
  | { readonly news: "said"; readonly text: string; readonly confidence: number | null }
  /** All results have been emitted. */
  | { readonly news: "over" }
  /** The recogniser is not available. */
  | { readonly news: "failed" };

/** Speech recognition, one at a time in each call. Never waits or throws; results arrive as inputs of the call. */
export interface RecognitionPort {
  begin(callContext: ApplicationCallContext, options: RecognitionOptions): void;
  /** Requests the remaining results and the end event. */
  finish(callId: string): void;
  /** Stops the recognition; also when the call is over. */
  letGo(callId: string): void;
}
