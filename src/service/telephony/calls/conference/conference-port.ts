import type { StatusCallbackTarget } from "../../cdr/index.ts";
import type { PlayedClip } from "../tasks/call-tasks.ts";
import type { QueueTreatment } from "../tasks/script.ts";
import type { ConferenceOver, ConferenceRoom, ParticipantSettings } from "./participant-settings.ts";

/** A call that joins a conference. */
export interface ConferenceJoinOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly room: ConferenceRoom;
  readonly seat: ParticipantSettings;
  /** Whether the participant's speech may be recorded: an internal party, or a caller who was notified or agreed as the number requires. */
  readonly mayBeKept: boolean;
}

/** The calls that a recording of a conference contains from now on; their voices are one mix. */
export interface RecordedConference {
  readonly recordingId: string;
  readonly tenantId: string;
  /** The call with which the conference began. */
  readonly callId: string;
  readonly members: readonly { readonly callId: string; readonly legId: string }[];
  readonly isPaused: boolean;
  /** Whether silence at both ends is trimmed. */
  readonly isTrimmed: boolean;
  /** Callback address of an API client; null for none. */
  readonly told: StatusCallbackTarget | null;
}

/** Participants, audible pairs (the second of each pair hears the first), and recorded calls. */
export interface ConferenceTable {
  readonly legIds: readonly string[];
  readonly heard: readonly (readonly [string, string])[];
  /** Null, or omitted, where no recording is active. */
  readonly recorded?: RecordedConference | null;
}

/** Orders of a conference to a call; each arrives as an input of its mailbox. */
export type ConferenceOrder =
  /** The call is a participant from now on, and waits until it is connected. */
  | { readonly order: "entered"; readonly conferenceId: string }
  /** There is no other participant: the call hears the wait audio of its task, or the given one. */
  | { readonly order: "wait"; readonly meanwhile: QueueTreatment | null }
  | { readonly order: "talk" }
  /** A tone or an announcement. */
  | { readonly order: "hear"; readonly clips: readonly PlayedClip[] }
  /** The participant's speech is recorded from now on, after an announcement. */
  | { readonly order: "recorded"; readonly recordingId: string; readonly clips: readonly PlayedClip[] }
  | { readonly order: "over"; readonly why: ConferenceOver };

/** Conferences as calls use them. Nothing here throws or waits; results are orders to the call. */
export interface ConferencePort {
  join(options: ConferenceJoinOptions): void;
  /** No effect for a call that is in no conference. */
  leave(callId: string): void;
  /** Stops recording the speech of a call; no effect for a call that is in no conference. */
  withdraw(callId: string): void;
}
