/** A stream of a call's sound that an application wants. */
export interface MediaStreamOptions {
  /** Where its socket is: `wss`. */
  readonly url: string;
  /** By which it is stopped; empty for none. */
  readonly name: string;
  readonly tracks: readonly ("inbound" | "outbound")[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Who is told when it begins, ends or fails. */
  readonly statusCallback: { readonly url: string; readonly method: "GET" | "POST" } | null;
}
