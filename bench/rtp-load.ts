import { spawnSync } from "node:child_process";
import { createCipheriv, createHmac } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import {
  buildRtp,
  deriveKeys,
  isRtcp,
  protectRtp,
  type SrtpPrimitives,
  type SrtpState,
} from "../src/protocols/rtp/index.ts";
import { percentile } from "./figures.ts";

/** Measurements of a load. */
export interface LoadFigures {
  readonly sent: number;
  /** Packets that this machine had no time to send: the load was lower than intended. */
  readonly unsent: number;
  readonly lost: number;
  /** Share of packets that arrived more than 20 ms after their due time. */
  readonly latePct: number;
  /** Null when packets do not return unchanged, so that only their spacing can be evaluated. */
  readonly delayP99Ms: number | null;
}

/** One end of a call. */
export interface Lane {
  /** The port it sends from. */
  readonly port: number;
  /** Sends to this port of the engine from now on. */
  sendTo(port: number): void;
}

/** Many phones in one process. Ends that send in the same millisecond of a tick share their packet. */
export interface Load {
  readonly srtp: { readonly suite: "AES_CM_128_HMAC_SHA1_80"; readonly keyBase64: string };
  /** `isDelayCarried`: packets return unchanged, with their sending time; otherwise only their spacing is evaluated. */
  reset(options: { readonly isSecure: boolean; readonly isDelayCarried: boolean }): void;
  nextLane(): Lane;
  start(): void;
  beginMeasuring(): void;
  stop(): Promise<LoadFigures>;
  close(): void;
}

const SOCKETS = 8;
const TICK_MS = 20;
const LATE_MS = 20;
/** A load that is later than this skips packets, otherwise it would never catch up. */
const BEHIND_MS_MAX = 100;
const DRAIN_MS = 500;
const STAMP_AT = 12;
const MASTER = Buffer.alloc(30, 5);
const by: SrtpPrimitives = {
  ctr: (key, iv, data) => createCipheriv("aes-128-ctr", key, iv).update(data),
  hmac: (key, parts) => parts.reduce((hmac, part) => hmac.update(part), createHmac("sha1", key)).digest(),
};

interface End {
  readonly socket: Socket;
  toPort: number;
  /** Time of the last received packet. */
  lastMs: number;
  /** Sequence numbers received since the start of the measurement, extended beyond 16 bits; null before the first. */
  came: { readonly first: number; highest: number; count: number } | null;
}

interface Counts {
  sent: number;
  unsent: number;
  came: number;
  late: number;
  readonly delaysMs: number[];
}

interface State {
  readonly sockets: readonly Socket[];
  ends: End[];
  byEnginePort: Map<number, End>;
  isSecure: boolean;
  isDelayCarried: boolean;
  isMeasuring: boolean;
  counts: Counts;
  timer: NodeJS.Timeout | null;
}

/** Opens the sockets of a load; the opener closes it. */
export async function openLoad(): Promise<Load> {
  setFlagsFromString("--single-threaded-gc");
  // Including its helper threads: a garbage collection waits for a compiler thread.
  spawnSync("chrt", ["-f", "-a", "-p", "5", String(process.pid)], { stdio: "ignore", timeout: 2_000 });
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, openSocket));
  const state: State = {
    sockets,
    ends: [],
    byEnginePort: new Map(),
    isSecure: false,
    isDelayCarried: false,
    isMeasuring: false,
    counts: noCounts(),
    timer: null,
  };
  for (const socket of sockets) socket.on("message", (bytes, from) => take(state, bytes, from.port));
  return {
    srtp: { suite: "AES_CM_128_HMAC_SHA1_80", keyBase64: MASTER.toString("base64") },
    reset: ({ isSecure, isDelayCarried }) => {
      state.ends = [];
      state.byEnginePort = new Map();
      state.isSecure = isSecure;
      state.isDelayCarried = isDelayCarried;
    },
    nextLane: () => addEnd(state),
    start: () => start(state),
    beginMeasuring: () => {
      state.counts = noCounts();
      for (const end of state.ends) end.came = null;
      state.isMeasuring = true;
    },
    stop: () => stop(state),
    close: () => {
      if (state.timer !== null) clearTimeout(state.timer);
      for (const socket of sockets) socket.close();
    },
  };
}

function addEnd(state: State): Lane {
  const socket = state.sockets[state.ends.length % SOCKETS];
  if (socket === undefined) throw new Error("no socket");
  const end: End = { socket, toPort: 0, lastMs: 0, came: null };
  state.ends.push(end);
  return {
    port: socket.address().port,
    sendTo: (port) => {
      end.toPort = port;
      state.byEnginePort.set(port, end);
    },
  };
}

/** Serves the ends that are due in each millisecond; missed ones are made up for, as a steady phone would. */
function start(state: State): void {
  const startMs = performance.now();
  let done = 0;
  let secure: SrtpState | null = null;
  const keys = deriveKeys(MASTER, { for: "rtp", tagBytes: 10, by });
  let shared: Uint8Array = new Uint8Array();
  const step = () => {
    const due = Math.floor(performance.now() - startMs);
    for (; done <= due; done += 1) {
      if (due - done > BEHIND_MS_MAX) {
        state.counts.unsent += Math.ceil(state.ends.length / TICK_MS);
        continue;
      }
      const plain = packetFor(Math.floor(done / TICK_MS));
      const slice = done % TICK_MS;
      // Packets are encrypted once for each tick and shared by all ends: the sending side is not measured.
      if (state.isSecure && slice === 0 && keys !== null) {
        const sealed = protectRtp(secure, plain, { keys, by });
        secure = sealed.state;
        shared = sealed.bytes;
      }
      sendSlice(state, slice, state.isSecure ? shared : plain);
    }
    state.timer = setTimeout(step, 1);
  };
  step();
}

function sendSlice(state: State, slice: number, bytes: Uint8Array): void {
  const { ends } = state;
  for (let nth = slice; nth < ends.length; nth += TICK_MS) {
    const end = ends[nth];
    if (end === undefined) continue;
    end.socket.send(bytes, end.toPort, "127.0.0.1");
    if (state.isMeasuring) state.counts.sent += 1;
  }
}

/** The payload contains the sending time, which a bridge forwards unchanged. */
function packetFor(tick: number): Uint8Array {
  const payload = new Uint8Array(160).fill(0x35);
  const bytes = buildRtp({
    payloadType: 8,
    marker: false,
    sequence: tick & 0xffff,
    timestamp: tick * 160,
    ssrc: 77,
    payload,
  });
  new DataView(bytes.buffer, bytes.byteOffset).setFloat64(STAMP_AT, performance.now());
  return bytes;
}

function take(state: State, bytes: Buffer, fromPort: number): void {
  const end = state.byEnginePort.get(fromPort);
  if (end === undefined || isRtcp(bytes)) return;
  const nowMs = performance.now();
  const rhythmMs = end.lastMs === 0 ? 0 : nowMs - end.lastMs - TICK_MS;
  end.lastMs = nowMs;
  if (!state.isMeasuring) return;
  const { counts } = state;
  counts.came += 1;
  count(end, bytes.readUInt16BE(2));
  const lateMs = state.isDelayCarried ? nowMs - bytes.readDoubleBE(STAMP_AT) : rhythmMs;
  if (lateMs > LATE_MS) counts.late += 1;
  if (counts.came % 16 === 0) counts.delaysMs.push(lateMs);
}

/** A reordered packet is not lost (RFC 3550 appendix A.3). */
function count(end: End, sequence: number): void {
  end.came ??= { first: sequence, highest: sequence, count: 0 };
  end.came.count += 1;
  end.came.highest += Math.max(0, ((sequence - end.came.highest) << 16) >> 16);
}

function lostOf({ came }: End): number {
  return came === null ? 0 : Math.max(0, came.highest - came.first + 1 - came.count);
}

async function stop(state: State): Promise<LoadFigures> {
  if (state.timer !== null) clearTimeout(state.timer);
  state.timer = null;
  await delay(DRAIN_MS);
  state.isMeasuring = false;
  const { sent, unsent, came, late, delaysMs } = state.counts;
  const lost = came === 0 ? sent : state.ends.reduce((sum, end) => sum + lostOf(end), 0);
  const p99 = Math.round(percentile(delaysMs, 0.99) * 100) / 100;
  const latePct = Math.round((late / Math.max(1, came)) * 100_000) / 1_000;
  return { sent, unsent, lost, latePct, delayP99Ms: state.isDelayCarried ? p99 : null };
}

function noCounts(): Counts {
  return { sent: 0, unsent: 0, came: 0, late: 0, delaysMs: [] };
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket({
    type: "udp4",
    recvBufferSize: 4_194_304,
    lookup: (host, _options, done) => done(null, host, 4),
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return socket;
}
