import type { ApplicationCallContext } from "../tasks/application-port.ts";
import type { SpeechOptions } from "../tasks/gather-options.ts";

/** How a caller is begun to be heard: at which leg, and for which task. */
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
  /** Wants to be told the rest of what was said, and that it is over. */
  finish(callId: string): void;
  /** Hears it no more; also when the call is over. */
  letGo(callId: string): void;
}
