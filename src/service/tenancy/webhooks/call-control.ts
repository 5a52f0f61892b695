import type { OutwardFault, OutwardTimings } from "./outward.ts";

/** A request to a call-control hook: form fields in their order. */
export interface ControlRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly fields: Readonly<Record<string, string>>;
  /** Returns the signature headers for exactly the bytes that are sent: the URL, and the fields in the body. */
  readonly sign?: (sent: ControlSent) => Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The call centre of the request, whose simultaneous requests are limited; left out for none. */
  readonly holder?: string;
}

/** The sent data that a signature covers. With GET the fields are in the URL, and none in the body. */
export interface ControlSent {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The response of a hook with any status, or the fault as a value. */
export type ControlAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** The media type without its parameters, in lower case; empty without one. */
      readonly type: string;
      readonly text: string;
      readonly timings: OutwardTimings;
    }
  | { readonly ok: false; readonly fault: OutwardFault; readonly timings: OutwardTimings };

/** Sends a request to a hook within a total time limit, five seconds at the most; a longer budget is reduced to that. */
export type FetchWithin = (budgetMs: number, request: ControlRequest) => Promise<ControlAnswer>;
