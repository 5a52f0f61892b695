/** The faults of a request. */
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

/** The duration of a request and of its phases, in milliseconds since its beginning; null for a phase that was not reached. */
export interface OutwardTimings {
  /** The name is resolved. */
  readonly lookedUpMs: number | null;
  /** The connection is established, with a trusted certificate; immediately for a reused one. */
  readonly connectedMs: number | null;
  /** Status and headers are received. */
  readonly answeredMs: number | null;
  readonly totalMs: number;
}

/** One HTTP request to an external URL. */
export interface OutwardCall {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** The body, byte for byte; empty for none. */
  readonly body: string;
}

/** The limits of one request. */
export interface OutwardBounds {
  /** The total time limit: name resolution, connection and response. */
  readonly budgetMs: number;
  readonly answerBytesMax: number;
  /** The treatment of a longer response: it is truncated, or the request fails. */
  readonly whenLonger: "cut" | "refuse";
  readonly signal?: AbortSignal;
  /** The holder of the request, such as a call centre, whose simultaneous requests are limited. Left out for requests of the installation. */
  readonly holder?: string;
}

/** The response with any status, or the fault of the request. */
export type OutwardAnswer =
  | {
      readonly fault: null;
      readonly status: number;
      /** The media type as received, with its parameters; empty without one. */
      readonly type: string;
      readonly bytes: Uint8Array;
      readonly timings: OutwardTimings;
    }
  | { readonly fault: OutwardFault; readonly timings: OutwardTimings };

/** The only HTTP client for URLs of third parties. It owns its connections; `close` may be called twice. */
export interface Outward {
  call(call: OutwardCall, bounds: OutwardBounds): Promise<OutwardAnswer>;
  close(): void;
}
