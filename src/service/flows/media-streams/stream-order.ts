import type { StreamFault } from "./stream-fault.ts";
import type { StreamIdentity } from "./stream-messages.ts";

/** The order to the socket thread to open a stream. */
export interface StreamOrder {
  readonly id: string;
  /** Prefix of its datagrams, as digits. */
  readonly token: string;
  readonly url: string;
  readonly signature: string;
  readonly identity: StreamIdentity;
  readonly isHeard: boolean;
}

/** The order to recognise a caller's speech. */
export interface RecognitionOrder {
  readonly id: string;
  readonly token: string;
  readonly url: string;
  readonly language: string;
  readonly hints: readonly string[];
}

/** Statistics of a stream. */
export interface StreamFigures {
  readonly sent: number;
  /** Frames dropped because of a slow socket, and bytes beyond the capacity. */
  readonly dropped: number;
  readonly overflowed: number;
  readonly played: number;
  readonly unusable: number;
}

/** Messages to the socket thread. */
export type ToStreams =
  | { readonly kind: "open"; readonly order: StreamOrder }
  | { readonly kind: "hear"; readonly order: RecognitionOrder }
  /** Requests the remaining results. */
  | { readonly kind: "finish"; readonly id: string }
  | { readonly kind: "key"; readonly id: string; readonly key: string }
  | { readonly kind: "close"; readonly id: string };

/** Messages from the socket thread. */
export type FromStreams =
  | { readonly kind: "ready"; readonly port: number }
  | { readonly kind: "connected"; readonly id: string }
  /** A recogniser has returned text, or null while the caller speaks. */
  | {
      readonly kind: "heard";
      readonly id: string;
      readonly said: { readonly text: string; readonly confidence: number | null } | null;
    }
  | {
      readonly kind: "ended";
      readonly id: string;
      readonly fault: StreamFault | null;
      readonly figures: StreamFigures;
    };
