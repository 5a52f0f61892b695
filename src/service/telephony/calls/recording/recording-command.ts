import type { StatusCallbackTarget } from "../../cdr/index.ts";

/** What a program wants of the recording of a call that goes on. */
export type CallRecordingCommand =
  | {
      readonly act: "begin";
      readonly recordingId: string;
      /** Who is told of it; null for nobody. */
      readonly told: StatusCallbackTarget | null;
      /** Whether silence at both ends of it is left out. */
      readonly isTrimmed: boolean;
    }
  | { readonly act: "pause" | "go-on" | "end"; readonly recordingId: string };
