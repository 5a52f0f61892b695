import type { PlayedClip } from "./call-tasks.ts";
import type { ConferenceOver, ConferenceRoom, ConferenceSeat } from "./conference-seat.ts";
import type { Meanwhile } from "./script.ts";

/** A call that is to take part in a conference. */
export interface ConferenceWish {
  readonly callId: string;
  readonly tenantId: string;
  readonly legId: string;
  readonly room: ConferenceRoom;
  readonly seat: ConferenceSeat;
}

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
