import type { PlayedClip } from "./call-tasks.ts";
import type { Meanwhile } from "./script.ts";

/** How somebody takes part in a conference, as he comes. */
export interface ConferenceSeat {
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
export type ConferenceRoom =
  | { readonly kind: "named"; readonly name: string; readonly membersMax: number }
  | { readonly kind: "pair"; readonly id: string };

/** A call that is to take part in a conference. */
export interface ConferenceWish {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly room: ConferenceRoom;
  readonly seat: ConferenceSeat;
}

/** Why somebody takes part no more: he has left, the conference is over, it would not have him, or there was no sound for it. */
export type ConferenceOver = "left" | "ended" | "full" | "failed";

/** What a conference asks of a call; each arrives as an input of its mailbox. */
export type ConferenceOrder =
  /** It takes part from here on, and waits until it is told to talk. */
  | { readonly order: "entered"; readonly conferenceId: string }
  /** There is nobody to hear: it hears what its own task says, or what is given. */
  | { readonly order: "wait"; readonly meanwhile: Meanwhile | null }
  | { readonly order: "talk" }
  /** A tone or an announcement. */
  | { readonly order: "hear"; readonly clips: readonly PlayedClip[] }
  | { readonly order: "over"; readonly why: ConferenceOver };

/** Where calls take part in conferences. Nothing here throws or waits; what comes back is an order to the call. */
export interface ConferenceDesk {
  join(wish: ConferenceWish): void;
  /** Nothing for a call that takes part in none. */
  leave(callId: string): void;
}
