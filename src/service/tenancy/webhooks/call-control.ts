import type { OutwardFault, OutwardTimings } from "./outward.ts";

/** What a call-control hook is asked with: fields as a form, in their order. */
export interface ControlRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly fields: Readonly<Record<string, string>>;
  /** The headers that sign what is sent, made from exactly that: the address as it is called, and the fields that are in the body. */
  readonly sign?: (sent: ControlSent) => Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** For whom it is asked: nobody has more than his share of the places. */
  readonly holder?: string;
}

/** What goes out, as a signature is made over it. With GET the fields are in the address, and none in the body. */
export interface ControlSent {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a hook answered, whatever its status; or why there is nothing, as a value. */
export type ControlAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** The media type without its parameters, in small letters; empty where none was named. */
      readonly type: string;
      readonly text: string;
      readonly timings: OutwardTimings;
    }
  | { readonly ok: false; readonly fault: OutwardFault; readonly timings: OutwardTimings };

/** Asks a hook within a time that holds for everything together, five seconds at the most; a longer budget counts as that. */
export type FetchWithin = (budgetMs: number, request: ControlRequest) => Promise<ControlAnswer>;
