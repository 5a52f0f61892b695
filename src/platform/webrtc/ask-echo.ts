import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

/** Header of a STUN message (RFC 8489 §5). */
const HEADER_BYTES = 20;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const TOKEN_BYTES = 12;
/** On one machine an answer comes at once; a process that is held up for longer serves no sound either. */
const TRIES = 3;
const TRY_MS = 300;

/**
 * Asks the first port of browsers' sound on this machine, as browsers ask it from outside: whether the process that answers is there. So
 * a browser that hears nothing can be told whose doing it is.
 */
export async function isEchoThere({ port, bind }: { readonly port: number; readonly bind: string | null }) {
  const socket = createSocket("udp4");
  const token = randomBytes(TOKEN_BYTES);
  const heard = Promise.withResolvers<boolean>();
  let tries = 0;
  const ask = (): void => {
    tries += 1;
    if (tries > TRIES) return heard.resolve(false);
    // What cannot be sent is not answered.
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
