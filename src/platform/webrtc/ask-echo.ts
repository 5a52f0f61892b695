import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

/** Header of a STUN message (RFC 8489 §5). */
const HEADER_BYTES = 20;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const TOKEN_BYTES = 12;
/** On one machine a response arrives at once; a process that is blocked for longer cannot serve media either. */
const TRIES = 3;
const TRY_MS = 300;

/**
 * Sends a STUN request to the first WebRTC media port on this machine, as browsers do from outside, to check that the process responds.
 * A browser without audio can then be given the cause.
 */
export async function isEchoThere({ port, bind }: { readonly port: number; readonly bind: string | null }) {
  const socket = createSocket("udp4");
  const token = randomBytes(TOKEN_BYTES);
  const heard = Promise.withResolvers<boolean>();
  let tries = 0;
  const ask = (): void => {
    tries += 1;
    if (tries > TRIES) return heard.resolve(false);
    // A request that cannot be sent gets no response, which is handled below.
    socket.send(question(token), port, bind ?? "127.0.0.1", () => undefined);
  };
  socket.on("error", () => undefined);
  socket.on("message", (answer) => {
    if (isAnswer(answer, token)) heard.resolve(true);
  });
  ask();
  const asking = setInterval(ask, TRY_MS);
  try {
    return await heard.promise;
  } finally {
    clearInterval(asking);
    socket.close();
  }
}

function question(token: Uint8Array): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt16BE(BINDING_REQUEST, 0);
  bytes.writeUInt32BE(COOKIE, 4);
  bytes.set(token, 8);
  return bytes;
}

function isAnswer(answer: Buffer, token: Buffer): boolean {
  return (
    answer.length >= HEADER_BYTES && answer.readUInt16BE(0) === BINDING_SUCCESS && token.equals(answer.subarray(8, 20))
  );
}
