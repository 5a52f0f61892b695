import type { StreamFault } from "./stream-fault.ts";
import type { StreamIdentity } from "./stream-messages.ts";

/** A stream as the thread of sockets is told to open it. */
export interface StreamOrder {
  readonly id: string;
  /** What stands before its datagrams, as digits. */
  readonly token: string;
  readonly url: string;
  readonly signature: string;
  readonly identity: StreamIdentity;
  readonly isHeard: boolean;
}

/** A caller whom a recogniser is to hear. */
export interface RecognitionOrder {
  readonly id: string;
  readonly token: string;
  readonly url: string;
  readonly language: string;
  readonly hints: readonly string[];
}

/** What a stream came to. */
export interface StreamFigures {
  readonly sent: number;
  /** Frames that a slow socket has lost, and bytes for which there was no room. */
  readonly dropped: number;
  readonly overflowed: number;
  readonly played: number;
  readonly unusable: number;
}

/** What the thread of sockets is told. */
export type ToStreams =
  | { readonly kind: "open"; readonly order: StreamOrder }
  | { readonly kind: "hear"; readonly order: RecognitionOrder }
  /** The rest of what was said is wanted. */
  | { readonly kind: "finish"; readonly id: string }
  | { readonly kind: "key"; readonly id: string; readonly key: string }
  | { readonly kind: "close"; readonly id: string };

/** What it tells. */
export type FromStreams =
  | { readonly kind: "ready"; readonly port: number }
  | { readonly kind: "connected"; readonly id: string }
  /** A recogniser has heard something: what was said, or null where somebody is saying it. */
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
