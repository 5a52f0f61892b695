import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports of the WebRTC tests (16,000), of voice (20,000) and of the kernel for outgoing sockets (32,768 on Linux). */
const [FIRST_PORT, PAIRS] = [10_000, 3_000];
const TRIES_MAX = 1_000;
let pair = randomInt(PAIRS);

/**
 * An even port that is free for TCP and UDP on all addresses, as is the port above it, which a process gets with it:
 * a SIP phone listens there for TLS (baresip), and a media stream for RTCP (RFC 3550 clause 11).
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    pair = (pair + 1) % PAIRS;
    const port = FIRST_PORT + 2 * pair;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error(`no free port between ${FIRST_PORT} and ${FIRST_PORT + 2 * PAIRS - 1}`);
}

async function isFree(port: number): Promise<boolean> {
  const [server, socket] = [createServer(), createSocket("udp4")];
  try {
    await Promise.all([
      once(server.listen(port, "0.0.0.0"), "listening"),
      once(socket.bind(port, "0.0.0.0"), "listening"),
    ]);
    return true;
  } catch {
    return false;
  } finally {
    server.close();
    socket.close();
  }
}
