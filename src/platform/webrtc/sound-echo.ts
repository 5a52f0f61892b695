/** Header of a STUN message (RFC 8489 §5). */
const HEADER_BYTES = 20;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const IPV4 = 0x01;
/** Longer questions are not a browser's. */
const QUESTION_BYTES_MAX = 548;
/**
 * What every browser is told it comes from: an address for documentation (RFC 5737), port 9. Browsers leave an address out that they know already, and
 * here only that an answer came means anything. Nobody is reached by it: the connections of calls ask no server.
 */
const REPORTED_ADDRESS = { address: 0xc000_0201, port: 9 } as const;

/**
 * The answer to a browser that asks whether datagrams come through, by a Binding request of STUN; null for whatever else comes, and where
 * nobody can be answered: a datagram may say that it comes from port 0, and none can be sent there. It is hardly longer than the question,
 * so that nobody gains by asking under another's address.
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
