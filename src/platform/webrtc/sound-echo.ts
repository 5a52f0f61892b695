/** Header of a STUN message (RFC 8489 §5). */
const HEADER_BYTES = 20;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const IPV4 = 0x01;
/** Browsers send no longer requests. */
const QUESTION_BYTES_MAX = 548;
/**
 * The address reported to every browser: a documentation address (RFC 5737), port 9. Browsers omit a candidate that they know already, and
 * only the arrival of a response matters here. The address is never used: the connections of calls use no STUN server.
 */
const REPORTED_ADDRESS = { address: 0xc000_0201, port: 9 } as const;

/**
 * The response to a STUN Binding request, by which a browser checks that datagrams pass; null for any other datagram, and for source
 * port 0, to which nothing can be sent. The response is hardly longer than the request, so a forged source address
 * gains no amplification.
 */
export function soundEcho(question: Uint8Array, from: { readonly port: number }): Buffer | null {
  if (from.port === 0) return null;
  const bytes = Buffer.from(question.buffer, question.byteOffset, question.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.length > QUESTION_BYTES_MAX) return null;
  const isWhole = bytes.readUInt16BE(2) === bytes.length - HEADER_BYTES && bytes.length % 4 === 0;
  if (bytes.readUInt16BE(0) !== BINDING_REQUEST || !isWhole || bytes.readUInt32BE(4) !== COOKIE) return null;
  const answer = Buffer.alloc(HEADER_BYTES + 12);
  answer.writeUInt16BE(BINDING_SUCCESS, 0);
  answer.writeUInt16BE(12, 2);
  bytes.copy(answer, 4, 4, HEADER_BYTES);
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, 20);
  answer.writeUInt16BE(8, 22);
  answer.writeUInt8(IPV4, 25);
  answer.writeUInt16BE(REPORTED_ADDRESS.port ^ (COOKIE >>> 16), 26);
  answer.writeUInt32BE((REPORTED_ADDRESS.address ^ COOKIE) >>> 0, 28);
  return answer;
}
