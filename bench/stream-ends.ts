// The far ends of `bench streams` in a separate process: phones that send and receive, and a bot that echoes.
import { spawnSync } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { WebSocketServer } from "ws";
import { buildRtp, readRtp } from "../src/protocols/rtp/index.ts";
import { percentile } from "./figures.ts";

/** Messages to the far ends. */
export type ToEnds =
  | { readonly kind: "go"; readonly enginePorts: readonly number[] }
  | { readonly kind: "measure"; readonly ms: number };

/** Messages from them. */
export type FromEnds =
  | { readonly kind: "ready"; readonly botPort: number; readonly phonePorts: readonly number[] }
  | {
      readonly kind: "measured";
      readonly jitterInP99Ms: number;
      readonly jitterOutP99Ms: number;
      readonly lost: number;
      readonly framesIn: number;
      readonly framesOut: number;
    };

const FRAME_MS = 20;

/** Frames of one direction: the deviation of each from 20 ms after the previous one, and the number of missing ones. */
class Rhythm {
  readonly #last = new Map<number, { readonly atMs: number; readonly nth: number }>();
  offMs: number[] = [];
  lost = 0;
  isOn = false;

  came(end: number, nth: number): void {
    const atMs = performance.now();
    const last = this.#last.get(end);
    this.#last.set(end, { atMs, nth });
    if (last === undefined || !this.isOn) return;
    this.offMs.push(Math.abs(atMs - last.atMs - FRAME_MS));
    this.lost += Math.max(0, ((nth - last.nth) & 0xffff) - 1);
  }
}

setFlagsFromString("--single-threaded-gc");
spawnSync("chrt", ["-f", "-a", "-p", "5", String(process.pid)], { stdio: "ignore", timeout: 2_000 });
const [heard, spoken] = [new Rhythm(), new Rhythm()];
const phones: Socket[] = [];
let streams = 0;
const count = Number(process.argv[2]);
const server = createServer();
const say = (news: FromEnds): void => void process.send?.(news);

new WebSocketServer({ server }).on("connection", (socket) => {
  streams += 1;
  const end = streams;
  socket.on("error", () => undefined);
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as {
      readonly event: string;
      readonly media?: { readonly chunk: string; readonly payload: string };
    };
    if (message.media === undefined) return;
    heard.came(end, Number(message.media.chunk) & 0xffff);
    socket.send(JSON.stringify({ event: "media", media: { payload: message.media.payload } }));
  });
});

async function openPhone(nth: number): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  socket.on("message", (bytes) => {
    const packet = readRtp(bytes);
    if (packet !== null) spoken.came(nth, packet.sequence);
  });
  phones.push(socket);
  return socket.address().port;
}

/** Every phone sends each 20 ms, at different instants. */
function go(enginePorts: readonly number[]): void {
  const startMs = performance.now();
  let done = 0;
  setInterval(() => {
    const due = Math.floor(performance.now() - startMs);
    for (; done <= due; done += 1) {
      const tick = Math.floor(done / FRAME_MS);
      const payload = new Uint8Array(160).fill(tick & 0x7f);
      const header = { payloadType: 0, marker: false, sequence: tick & 0xffff, timestamp: tick * 160, ssrc: 7 };
      for (let nth = done % FRAME_MS; nth < phones.length; nth += FRAME_MS)
        phones[nth]?.send(buildRtp({ ...header, payload }), enginePorts[nth] ?? 0, "127.0.0.1");
    }
  }, 1);
}

async function measure(ms: number): Promise<void> {
  for (const rhythm of [heard, spoken]) rhythm.isOn = true;
  await delay(ms);
  for (const rhythm of [heard, spoken]) rhythm.isOn = false;
  say({
    kind: "measured",
    lost: heard.lost + spoken.lost,
    framesIn: heard.offMs.length,
    framesOut: spoken.offMs.length,
    jitterInP99Ms: percentile(heard.offMs, 0.99),
    jitterOutP99Ms: percentile(spoken.offMs, 0.99),
  });
}

process.on("message", (message: ToEnds) => {
  if (message.kind === "go") return go(message.enginePorts);
  measure(message.ms).catch((error: unknown) => {
    throw error;
  });
});
process.on("disconnect", () => process.exit(0));
const phonePorts: number[] = [];
for (let nth = 0; nth < count; nth += 1) phonePorts.push(await openPhone(nth));
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
say({ kind: "ready", botPort: (server.address() as AddressInfo).port, phonePorts });
