import type { ApplicationCallContext } from "../tasks/application-port.ts";
import type { SpeechOptions } from "../tasks/gather-options.ts";

/** How a caller is begun to be heard: at which leg, and for which task. */
export interface RecognitionOptions extends Pick<SpeechOptions, "language" | "hints"> {
  readonly nth: number;
  readonly legId: string;
}

/** What becomes of somebody being heard. */
export type RecognitionEvent =
  /** He is saying something. */
  | { readonly news: "speaking" }
  /** He has said something; how sure the recogniser is, of 1, null where it does not tell. */
  | { readonly news: "said"; readonly text: string; readonly confidence: number | null }
  /** All that he said has been told. */
  | { readonly news: "over" }
  /** Nobody hears him. */
  | { readonly news: "failed" };

/** Who hears what callers say, one thing at a time in each call. Nothing here waits or throws; what is heard is told as an input of its call. */
export interface RecognitionPort {
  begin(callContext: ApplicationCallContext, options: RecognitionOptions): void;
  /** Wants to be told the rest of what was said, and that it is over. */
  finish(callId: string): void;
  /** Hears it no more; also when the call is over. */
  letGo(callId: string): void;
}
