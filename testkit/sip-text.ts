/** SIP text of a test as bytes: lines end with CRLF, and the head with an empty line. */
export function sipBytes(lines: readonly string[], body = ""): Uint8Array {
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
