/** What keeps an address from being heard. */
export const OUTWARD_FAULTS = [
  "url-wrong",
  "unknown-name",
  "forbidden-address",
  "unreachable",
  "untrusted",
  "cut-off",
  "nonsense",
  "slow",
  "aborted",
  "too-large",
  "busy",
] as const;

/** One of `OUTWARD_FAULTS`. */
export type OutwardFault = (typeof OUTWARD_FAULTS)[number];

/** How long a call took, and when it came how far, in milliseconds since it began; null where it did not come. */
export interface OutwardTimings {
  /** The addresses of the name were known. */
  readonly lookedUpMs: number | null;
  /** The connection stood, with a certificate that is trusted; at once where one was open still. */
  readonly connectedMs: number | null;
  /** Status and headers were there. */
  readonly answeredMs: number | null;
  readonly totalMs: number;
}

/** One call to an address outside. */
export interface OutwardCall {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent, byte for byte; empty for none. */
  readonly body: string;
}

/** The bounds of one call. */
export interface OutwardBounds {
  /** Everything ends within it: the look-up of the name, the connection and the answer. */
  readonly budgetMs: number;
  readonly answerBytesMax: number;
  /** What becomes of a longer answer: its beginning is kept, or it is a fault. */
  readonly whenLonger: "cut" | "refuse";
  readonly signal?: AbortSignal;
  /** For whom it is called, as a call centre: nobody has more than his share of the places. Left out for the house's own calls. */
  readonly holder?: string;
}

/** What an address answered: a status, whatever it is, or the name of what kept us from it. */
export type OutwardAnswer =
  | {
      readonly fault: null;
      readonly status: number;
      /** The media type as it was written, with its parameters; empty where none was. */
      readonly type: string;
      readonly bytes: Uint8Array;
      readonly timings: OutwardTimings;
    }
  | { readonly fault: OutwardFault; readonly timings: OutwardTimings };

/** The only way to addresses that other people name. It owns its connections; `close` may be said twice. */
export interface Outward {
  call(call: OutwardCall, bounds: OutwardBounds): Promise<OutwardAnswer>;
  close(): void;
}
