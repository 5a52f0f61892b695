import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports of the WebRTC tests (16,000), of voice (20,000) and of the kernel for outgoing sockets (32,768 on Linux). */
const [FIRST_PORT, PORTS] = [10_000, 6_000];
const TRIES_MAX = 1_000;
let offset = randomInt(PORTS);

/** A port that is free for TCP and UDP on all addresses; a process gets each port once. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    offset = (offset + 1) % PORTS;
    const port = FIRST_PORT + offset;
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${FIRST_PORT} and ${FIRST_PORT + PORTS - 1}`);
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
