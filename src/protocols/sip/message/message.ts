/** One header field: its name in canonical form, its value without folding and outer space. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

interface MessageParts {
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}

/** A parsed or outgoing request: only its framing is validated. */
export interface SipRequest extends MessageParts {
  readonly kind: "request";
  readonly method: string;
  readonly uri: string;
}

/** A parsed or outgoing response. */
export interface SipResponse extends MessageParts {
  readonly kind: "response";
  readonly status: number;
  readonly reason: string;
}

/** A request or a response. */
export type SipMessage = SipRequest | SipResponse;

/** An empty body. */
export const NO_BODY = new Uint8Array(0);

/** The value of the first header field of this name. */
export function headerOf(message: { readonly headers: readonly SipHeader[] }, name: string): string | undefined {
  for (const header of message.headers) if (header.name === name) return header.value;
  return undefined;
}

/** The values of all header fields of this name, in order. */
export function headersOf(message: { readonly headers: readonly SipHeader[] }, name: string): readonly string[] {
  const values: string[] = [];
  for (const header of message.headers) if (header.name === name) values.push(header.value);
  return values;
}
