import { createSocket, type Socket } from "node:dgram";
import { decode, encode, FRAME_SAMPLES, type Law, renderTone, SILENCE } from "../../protocols/audio/index.ts";
import {
  buildRtp,
  isRtcp,
  type PressPacket,
  pressPackets,
  type RtpPacket,
  readRtp,
} from "../../protocols/rtp/index.ts";
import { tonePair } from "../scenarios/index.ts";
import type { Pacer } from "./pacer.effects.ts";
import type { RawStream } from "./raw.ts";
import { hearFrame } from "./tone-ear.ts";

/** Destination and codec of a line. */
export interface LineTarget {
  readonly address: string;
  readonly port: number;
  readonly law: Law;
  readonly keysPayloadType: number | null;
}

/** Dependencies of a line. */
export interface LineParts {
  readonly address: string;
  readonly pacer: Pacer;
  readonly nowMs: () => number;
  /** A random number from 0 up to, not including, 1. */
  readonly chance: () => number;
  /** The tone pair that it plays; null for silence. */
  readonly pair: number | null;
  /** Called for each 20 ms of audio while it sends, in place of the tones; null for silence. */
  readonly voice?: (() => Int16Array | null) | undefined;
  /** Maximum number of stored packets. */
  readonly packetsMax: number;
  /** Receives every incoming frame. */
  readonly onFrame?: ((samples: Int16Array) => void) | undefined;
}

/** One end of an audio stream: plays its tones by the clock and stores received packets. The opener closes it. */
export interface RtpLine {
  readonly port: number;
  /** Starts to send; called again after the far end moved. */
  start(to: LineTarget): void;
  /** Presses DTMF keys one after the other, a tenth of a second each. */
  press(keys: string): void;
  /** Stops sending and storing. */
  stop(): void;
  stream(): RawStream;
  close(): void;
}

const PAYLOAD: Readonly<Record<Law, number>> = { alaw: 8, ulaw: 0 };
const BUFFER_BYTES = 1_048_576;
const PRESS_SAMPLES = 800;
/** Frames of pause after a key, so that a repeated key is detected twice. */
const PAUSE_FRAMES = 5;

/** Opens a line on a free port. */
export async function openRtpLine(parts: LineParts): Promise<RtpLine> {
  const socket = createSocket({ type: parts.address.includes(":") ? "udp6" : "udp4", recvBufferSize: BUFFER_BYTES });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, parts.address, resolve);
  });
  socket.on("error", () => undefined);
  const ear = openEar(parts);
  socket.on("message", (bytes) => ear.take(bytes));
  const mouth = openMouth(socket, parts);
  let isOpen = true;
  const stop = () => {
    mouth.stop();
    ear.stop();
  };
  return {
    port: socket.address().port,
    start: mouth.start,
    press: mouth.press,
    stop,
    stream: ear.stream,
    close() {
      stop();
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

function openEar({ nowMs, packetsMax, onFrame }: LineParts) {
  const kept = { sequence: [], timestamp: [], arrivalUs: [], source: [], heard: [] } as {
    readonly [Column in keyof RawStream]: number[];
  };
  const sources = new Map<number, number>();
  let isOpen = true;
  let last = 0;
  const keep = (packet: RtpPacket, arrivalMs: number): void => {
    const samples = decode(packet.payloadType === PAYLOAD.alaw ? "alaw" : "ulaw", packet.payload);
    onFrame?.(samples);
    last = hearFrame(samples, last);
    const source = sources.get(packet.ssrc) ?? sources.size;
    sources.set(packet.ssrc, source);
    kept.sequence.push(packet.sequence);
    kept.timestamp.push(packet.timestamp);
    kept.arrivalUs.push(Math.round(arrivalMs * 1_000));
    kept.source.push(source & 0xff);
    kept.heard.push(last);
  };
  return {
    take(bytes: Uint8Array): void {
      const arrivalMs = nowMs();
      if (!isOpen || isRtcp(bytes) || kept.sequence.length >= packetsMax) return;
      const packet = readRtp(bytes);
      if (packet !== null && (packet.payloadType === PAYLOAD.alaw || packet.payloadType === PAYLOAD.ulaw))
        keep(packet, arrivalMs);
    },
    stop(): void {
      isOpen = false;
    },
    stream: (): RawStream => kept,
  };
}

function openMouth(socket: Socket, { pacer, nowMs, chance, pair, voice }: LineParts) {
  const ssrc = Math.floor(chance() * 2 ** 32);
  let [sequence, timestamp] = [Math.floor(chance() * 2 ** 16), Math.floor(chance() * 2 ** 31)];
  let to: LineTarget | null = null;
  let frame: Uint8Array = new Uint8Array(FRAME_SAMPLES);
  let stopBeat: (() => void) | null = null;
  const waiting: { readonly packet: PressPacket | null; readonly pressedAt: { timestamp: number | null } }[] = [];

  const put = (part: Pick<RtpPacket, "payload" | "payloadType" | "marker" | "timestamp">): void => {
    if (to === null) return;
    const bytes = buildRtp({ ...part, sequence, ssrc });
    sequence = (sequence + 1) & 0xffff;
    socket.send(bytes, to.port, to.address, () => undefined);
  };
  const spoken = (): Uint8Array | null => {
    const samples = to === null ? null : (voice?.() ?? null);
    return samples === null ? null : encode(to?.law ?? "alaw", samples);
  };
  const beat = (): void => {
    const key = waiting.shift();
    const type = to?.keysPayloadType ?? null;
    if (key?.packet != null && type !== null) {
      key.pressedAt.timestamp ??= timestamp;
      const { payload, marker, timestampOffset } = key.packet;
      put({ payload, marker, payloadType: type, timestamp: (key.pressedAt.timestamp + timestampOffset) >>> 0 });
    } else put({ payload: spoken() ?? frame, payloadType: PAYLOAD[to?.law ?? "alaw"], marker: false, timestamp });
    timestamp = (timestamp + FRAME_SAMPLES) >>> 0;
  };
  return {
    start(target: LineTarget): void {
      to = target;
      frame = pair === null ? new Uint8Array(FRAME_SAMPLES).fill(SILENCE[target.law]) : toneFrame(pair, target.law);
      // Lines that start together send at different instants of the 20 ms, like real phones.
      stopBeat ??= pacer.add(nowMs() + chance() * 20, beat);
    },
    press(keys: string): void {
      for (const key of keys) {
        const pressedAt = { timestamp: null };
        for (const packet of pressPackets(key, PRESS_SAMPLES)) waiting.push({ packet, pressedAt });
        for (let pause = 0; pause < PAUSE_FRAMES; pause += 1) waiting.push({ packet: null, pressedAt });
      }
    },
    stop(): void {
      stopBeat?.();
      stopBeat = null;
      to = null;
    },
  };
}

/** Every frame of a pair is identical, because it contains whole cycles of both tones. */
function toneFrame(pair: number, law: Law): Uint8Array {
  return encode(law, renderTone([{ frequenciesHz: tonePair(pair), ms: 20 }]));
}
