import { createSocket, type Socket } from "node:dgram";
import { decode, encode, type Law, SAMPLE_RATE_HZ } from "../src/protocols/audio/index.ts";
import { buildRtp, pressPackets, type RtpPacket, readRtp } from "../src/protocols/rtp/index.ts";

/** A packet received by a phone. */
export interface ReceivedRtpPacket extends RtpPacket {
  readonly atMs: number;
  readonly fromPort: number;
}

/** Destination of a phone's packets. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

/** Media parameters of a phone. */
export interface PhoneVoice {
  readonly law: Law;
  readonly ssrc: number;
  readonly keysPayloadType: number;
}

const VOICE: PhoneVoice = { law: "alaw", ssrc: 0x1234, keysPayloadType: 101 };
const FRAME = 160;
const FRAME_MS = 20;

/** A phone on loopback: sends frames by a steady clock and records received packets. The opener closes it. */
export class Phone {
  readonly port: number;
  readonly voice: PhoneVoice;
  readonly heard: ReceivedRtpPacket[] = [];
  readonly #socket: Socket;
  #sequence = 1_000;
  #timestamp = 50_000;

  private constructor(socket: Socket, voice: PhoneVoice) {
    this.#socket = socket;
    this.voice = voice;
    this.port = socket.address().port;
    socket.on("message", (bytes, from) => {
      const packet = readRtp(bytes);
      if (packet !== null && (packet.payloadType < 64 || packet.payloadType > 95)) {
        this.heard.push({ ...packet, atMs: performance.now(), fromPort: from.port });
      }
    });
    socket.on("error", () => undefined);
  }

  /** Binds a free port of a loopback address. */
  static async open(voice: Partial<PhoneVoice> = {}, address = "127.0.0.1"): Promise<Phone> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, address, resolve));
    return new Phone(socket, { ...VOICE, ...voice });
  }

  /** Sends one frame at once. */
  sendFrame(codes: Uint8Array, to: Target): void {
    this.#put(
      { payload: codes, payloadType: this.voice.law === "alaw" ? 8 : 0, timestamp: this.#timestamp, marker: false },
      to,
    );
    this.#timestamp = (this.#timestamp + codes.length) >>> 0;
  }

  /** Sends any bytes. */
  sendRaw(bytes: Uint8Array, to: Target): void {
    this.#socket.send(bytes, to.port, to.address);
  }

  /** Advances its clock without sending. */
  beQuiet(frames: number): void {
    this.#timestamp = (this.#timestamp + frames * FRAME) >>> 0;
  }

  /** Starts a new stream, as after a re-INVITE. */
  loseFrames(count: number): void {
    this.#sequence += count;
    this.beQuiet(count);
  }

  /** Sends frames 20 ms apart; resolves after the last one. */
  async say(frames: readonly Uint8Array[], to: Target): Promise<void> {
    await paced(frames.length, (nth) => this.sendFrame(frames[nth] ?? new Uint8Array(FRAME), to));
  }

  /** Presses a key by telephone events; `lose` lists packets of the press that are not sent. */
  async press(key: string, to: Target, lose: readonly number[] = []): Promise<void> {
    const packets = pressPackets(key, 800);
    const start = this.#timestamp;
    await paced(packets.length, (nth) => {
      const packet = packets[nth];
      if (packet === undefined) return;
      if (lose.includes(nth)) this.#sequence += 1;
      else
        this.#put(
          { ...packet, payloadType: this.voice.keysPayloadType, timestamp: start + packet.timestampOffset },
          to,
        );
    });
    this.#timestamp = start + packets.length * FRAME;
  }

  /** All audio received since packet `from`, concatenated. */
  sound(from = 0): Int16Array {
    const frames = this.heard.slice(from).filter(({ payloadType }) => payloadType === 8 || payloadType === 0);
    return Int16Array.from(
      frames.flatMap(({ payload, payloadType }) => [...decode(payloadType === 8 ? "alaw" : "ulaw", payload)]),
    );
  }

  /** Passes on every received datagram. */
  onRaw(take: (bytes: Uint8Array, from: { readonly port: number }) => void): void {
    this.#socket.on("message", take);
  }

  /** Closes the port; safe to call twice. */
  close(): void {
    try {
      this.#socket.close();
    } catch {
      // It was closed before.
    }
  }

  #put(part: Pick<RtpPacket, "payload" | "payloadType" | "timestamp" | "marker">, to: Target): void {
    const bytes = buildRtp({ ...part, sequence: this.#sequence & 0xffff, ssrc: this.voice.ssrc });
    this.#sequence += 1;
    this.#socket.send(bytes, to.port, to.address);
  }
}

/** Frames of a steady tone in a law. */
export function toneFrames(hz: number, frames: number, law: Law = "alaw"): readonly Uint8Array[] {
  return Array.from({ length: frames }, (_, nth) => {
    const at = (sample: number) => (2 * Math.PI * hz * (nth * FRAME + sample)) / SAMPLE_RATE_HZ;
    return encode(
      law,
      Int16Array.from({ length: FRAME }, (_sample, sample) => Math.round(8_000 * Math.sin(at(sample)))),
    );
  });
}

/** Calls `act` this many times, 20 ms apart by the clock instead of the timer. */
export function paced(times: number, act: (nth: number) => void): Promise<void> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    let nth = 0;
    const step = () => {
      while (nth < times && performance.now() >= startMs + nth * FRAME_MS) {
        act(nth);
        nth += 1;
      }
      if (nth >= times) resolve();
      else setTimeout(step, Math.max(1, startMs + nth * FRAME_MS - performance.now()));
    };
    step();
  });
}
