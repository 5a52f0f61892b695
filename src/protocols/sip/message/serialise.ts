import { assert } from "../../../kernel/index.ts";
import type { SipMessage } from "./message.ts";

const encoder = new TextEncoder();

/**
 * A message as bytes. `Content-Length` is always written last with the true length, whatever the headers contain.
 * Throws when a header's value would start a new line, which is a bug of the caller.
 */
export function serialise(message: SipMessage): Uint8Array {
  let head =
    message.kind === "request"
      ? `${message.method} ${message.uri} SIP/2.0\r\n`
      : `SIP/2.0 ${message.status} ${message.reason}\r\n`;
  let lines = 1;
  for (const { name, value } of message.headers) {
    if (name === "Content-Length") continue;
    head += `${name}: ${value}\r\n`;
    lines += 1;
  }
  head += `Content-Length: ${message.body.length}\r\n\r\n`;
  assert(countOf(head, "\n") === lines + 2 && countOf(head, "\r") === lines + 2, "a header's value holds a line end");
  const headBytes = encoder.encode(head);
  if (message.body.length === 0) return headBytes;
  const bytes = new Uint8Array(headBytes.length + message.body.length);
  bytes.set(headBytes);
  bytes.set(message.body, headBytes.length);
  return bytes;
}

function countOf(text: string, letter: string): number {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count += 1;
  return count;
}
