import type { StatusCallbackTarget } from "../../cdr/index.ts";

/** Settings of a participant on joining a conference. */
export interface ParticipantSettings {
  /** The API client's label for the participant; null for none. */
  readonly label: string | null;
  readonly isMuted: boolean;
  /** When the others hear a tone for this participant. */
  readonly beeps: "both" | "enter" | "exit" | "none";
  /** Whether the conference starts when this participant joins. */
  readonly starts: boolean;
  /** Whether the conference ends when this participant leaves. */
  readonly ends: boolean;
  /** The only call that hears this participant; null for all. */
  readonly coachedCallId: string | null;
}

/** The conference to join: by its name in the call centre, or a private one of two calls. */
export type ConferenceRoom = NamedRoom | PairRoom;

/** A conference of a call centre by its name. */
export interface NamedRoom {
  readonly kind: "named";
  readonly name: string;
  readonly membersMax: number;
  /** Conference callback address of the participant's application; omitted for none. */
  readonly told?: StatusCallbackTarget;
  /** How the participant's application wants the conference recorded from its start; omitted for no recording. */
  readonly record?: ConferenceRecordingOptions;
}

/** How a conference is recorded. */
export interface ConferenceRecordingOptions {
  /** Whether silence at both ends is trimmed. */
  readonly isTrimmed: boolean;
  /** Recording callback address; omitted for none. */
  readonly told?: StatusCallbackTarget;
}

/** A private conference of two calls; it is not stored. */
export interface PairRoom {
  readonly kind: "pair";
  readonly id: string;
  /** Whether it is created when missing: only by the call that waits for the other. */
  readonly begins: boolean;
}

/** The prompt that is played when a recording starts. */
export const RECORDED_NOTICE = "notice";

/** Settings of two calls that a queue connects: when one leaves, it ends for both. */
export const PAIR_PARTICIPANT_SETTINGS: ParticipantSettings = {
  label: null,
  isMuted: false,
  beeps: "none",
  starts: true,
  ends: true,
  coachedCallId: null,
};

/** Why a participant has left: by itself, because the conference ended, because it was full, or because the audio failed. */
export type ConferenceOver = "left" | "ended" | "full" | "failed";
