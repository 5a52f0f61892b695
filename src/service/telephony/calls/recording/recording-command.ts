import type { StatusCallbackTarget } from "../../cdr/index.ts";

/** Command of an API client for the recording of a call in progress. */
export type CallRecordingCommand =
  | {
      readonly act: "begin";
      readonly recordingId: string;
      /** Callback address; null for none. */
      readonly told: StatusCallbackTarget | null;
      /** Whether silence at both ends is trimmed. */
      readonly isTrimmed: boolean;
    }
  | { readonly act: "pause" | "go-on" | "end"; readonly recordingId: string };
