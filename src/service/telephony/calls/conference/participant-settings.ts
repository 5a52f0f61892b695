import type { StatusCallbackTarget } from "../../cdr/index.ts";

/** How somebody takes part in a conference, as he comes. */
export interface ParticipantSettings {
  /** A name of the program's for him; null for none. */
  readonly label: string | null;
  readonly isMuted: boolean;
  /** When the others hear a tone for him. */
  readonly beeps: "both" | "enter" | "exit" | "none";
  /** Whether the conference begins with him. */
  readonly starts: boolean;
  /** Whether it is over when he leaves. */
  readonly ends: boolean;
  /** The one call that he is heard by; null for all. */
  readonly coachedCallId: string | null;
}

/** Which conference somebody wants to join: one by its name in the call centre, or one that two calls alone know of. */
export type ConferenceRoom = NamedRoom | PairRoom;

/** A conference of a call centre by its name. */
export interface NamedRoom {
  readonly kind: "named";
  readonly name: string;
  readonly membersMax: number;
  /** Where the program of whoever comes is told of it; left out for nowhere. */
  readonly told?: StatusCallbackTarget;
  /** How the program of whoever comes wants it recorded from its beginning; left out where it does not. */
  readonly record?: ConferenceRecordingOptions;
}

/** How a conference is to be recorded. */
export interface ConferenceRecordingOptions {
  /** Whether silence at both ends is left out. */
  readonly isTrimmed: boolean;
  /** Where a program is told of the recording; left out for nowhere. */
  readonly told?: StatusCallbackTarget;
}

/** A conference that two calls alone know of; nothing of it is kept. */
export interface PairRoom {
  readonly kind: "pair";
  readonly id: string;
  /** Whether it is begun where it is not there: by the one who waits for the other alone. */
  readonly begins: boolean;
}

/** The prompt that is heard as a recording begins. */
export const RECORDED_NOTICE = "notice";

/** How the two take part whom a queue has put together: whoever leaves ends it for both. */
export const PAIR_PARTICIPANT_SETTINGS: ParticipantSettings = {
  label: null,
  isMuted: false,
  beeps: "none",
  starts: true,
  ends: true,
  coachedCallId: null,
};

/** Why somebody takes part no more: he has left, the conference is over, it would not have him, or there was no sound for it. */
export type ConferenceOver = "left" | "ended" | "full" | "failed";
