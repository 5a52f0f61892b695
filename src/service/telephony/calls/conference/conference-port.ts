import type { StatusCallbackTarget } from "../../cdr/index.ts";
import type { PlayedClip } from "../tasks/call-tasks.ts";
import type { QueueTreatment } from "../tasks/script.ts";
import type { ConferenceOver, ConferenceRoom, ParticipantSettings } from "./participant-settings.ts";

/** A call that is to take part in a conference. */
export interface ConferenceJoinOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly room: ConferenceRoom;
  readonly seat: ParticipantSettings;
  /** Whether what he says may be kept: one of the house, or a caller who was told or asked as his number wants it. */
  readonly mayBeKept: boolean;
}

/** Whom a recording of a conference holds from here on; their voices are one sound. */
export interface RecordedConference {
  readonly recordingId: string;
  readonly tenantId: string;
  /** The call with which it began. */
  readonly callId: string;
  readonly members: readonly { readonly callId: string; readonly legId: string }[];
  readonly isPaused: boolean;
  /** Whether silence at both ends is left out. */
  readonly isTrimmed: boolean;
  /** Where a program is told of it; null for nowhere. */
  readonly told: StatusCallbackTarget | null;
}

/** Who takes part, who hears whom (of each pair the first is heard by the second), and who is recorded. */
export interface ConferenceTable {
  readonly legIds: readonly string[];
  readonly heard: readonly (readonly [string, string])[];
  /** Null, or left out, where nothing is recorded. */
  readonly recorded?: RecordedConference | null;
}

/** What a conference asks of a call; each arrives as an input of its mailbox. */
export type ConferenceOrder =
  /** It takes part from here on, and waits until it is told to talk. */
  | { readonly order: "entered"; readonly conferenceId: string }
  /** There is nobody to hear: it hears what its own task says, or what is given. */
  | { readonly order: "wait"; readonly meanwhile: QueueTreatment | null }
  | { readonly order: "talk" }
  /** A tone or an announcement. */
  | { readonly order: "hear"; readonly clips: readonly PlayedClip[] }
  /** What he says is recorded from here on, and he is told so. */
  | { readonly order: "recorded"; readonly recordingId: string; readonly clips: readonly PlayedClip[] }
  | { readonly order: "over"; readonly why: ConferenceOver };

/** Where calls take part in conferences. Nothing here throws or waits; what comes back is an order to the call. */
export interface ConferencePort {
  join(options: ConferenceJoinOptions): void;
  /** Nothing for a call that takes part in none. */
  leave(callId: string): void;
  /** Nothing that the call says is recorded from here on; nothing for one that takes part in none. */
  withdraw(callId: string): void;
}
