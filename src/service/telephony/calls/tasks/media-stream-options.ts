/** A media stream of a call to an application. */
export interface MediaStreamOptions {
  /** WebSocket address: `wss`. */
  readonly url: string;
  /** Name by which it is stopped; empty for none. */
  readonly name: string;
  readonly tracks: readonly ("inbound" | "outbound")[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Callback for its start, end or failure. */
  readonly statusCallback: { readonly url: string; readonly method: "GET" | "POST" } | null;
}
