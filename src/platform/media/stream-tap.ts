import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { type Law, SILENCE, toOtherLaw } from "../../protocols/audio/index.ts";
import {
  buildTapReport,
  EMPTY_BUFFER,
  type JitterBuffer,
  pullFrame,
  pushPacket,
  type RtpPacket,
  readTapFeed,
  tapTokenOf,
} from "../../protocols/rtp/index.ts";
import type { CommandOf } from "./commands.ts";
import type { Leg, Tapping } from "./leg.ts";

const LOOPBACK = "127.0.0.1";
const FRAME_BYTES = 160;
/** Maximum number of frames that wait for playback: a client that sends more ignores the reports. */
const QUEUED_MAX = 50;

/** The socket of all taps of a worker. */
export type TapSocket = Socket;

/** Binds the socket; each datagram goes to the tap whose token it starts with. */
export async function openTapSocket(tapOf: (token: string) => StreamTap | undefined): Promise<TapSocket> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, LOOPBACK, () => {
      socket.off("error", reject);
      resolve();
    });
  });
  // The listener may have ended; the kernel reports that to the next send.
  socket.on("error", () => undefined);
  socket.on("message", (bytes) => tapOf(tapTokenOf(bytes))?.take(bytes));
  return socket;
}

/** A tap of a leg: every 20 ms it sends the incoming and outgoing audio to its listener, and it may replace the leg's output. */
export class StreamTap implements Tapping {
  readonly id: string;
  readonly leg: Leg;
  readonly isFed: boolean;
  readonly token: string;
  readonly #tokenBytes: Uint8Array;
  readonly #port: number;
  readonly #socket: TapSocket;
  readonly #run = randomInt(2 ** 32);
  #inbound: JitterBuffer | null;
  #outbound: JitterBuffer | null;
  #nth = 0;
  #taken = 0;
  #queue: Uint8Array[] = [];

  constructor(command: CommandOf<"open-tap">, world: { readonly leg: Leg; readonly socket: TapSocket }) {
    const { tap, token, port, tracks, isFed } = command;
    this.id = tap;
    this.leg = world.leg;
    this.isFed = isFed;
    this.token = token;
    this.#tokenBytes = Buffer.from(token, "hex");
    this.#port = port;
    this.#socket = world.socket;
    this.#inbound = tracks.includes("inbound") ? EMPTY_BUFFER : null;
    this.#outbound = tracks.includes("outbound") ? EMPTY_BUFFER : null;
  }

  /** Receives audio from the leg's far end. */
  heard({ ssrc, timestamp, payload }: RtpPacket, jitter: number): void {
    if (this.#inbound !== null) this.#inbound = pushPacket(this.#inbound, { ssrc, timestamp, payload, jitter });
  }

  /** Receives audio that is sent to the far end. */
  sent(packet: { readonly ssrc: number; readonly timestamp: number; readonly payload: Uint8Array }): void {
    if (this.#outbound !== null) this.#outbound = pushPacket(this.#outbound, { ...packet, jitter: 0 });
  }

  /** The next 20 ms to send to the far end: silence when nothing was fed. */
  next(): Uint8Array {
    const codes = this.#queue.shift();
    if (codes === undefined) return new Uint8Array(FRAME_BYTES).fill(SILENCE[this.leg.law]);
    return this.leg.law === "ulaw" ? codes : toOtherLaw("ulaw", codes);
  }

  /** Accepts fed audio; drops duplicate, late and excess frames. */
  take(bytes: Uint8Array): void {
    const feed = readTapFeed(bytes);
    if (feed === null || !this.isFed || feed.nth <= this.#taken) {
      if (feed?.feed === "clear") this.#queue = [];
      return;
    }
    this.#taken = feed.nth;
    if (feed.feed === "clear") this.#queue = [];
    else if (this.#queue.length < QUEUED_MAX) this.#queue.push(Uint8Array.from(feed.codes));
  }

  /** Sends the audio of this tick to the listener. */
  tick(): void {
    const { law } = this.leg;
    this.#nth += 1;
    const inbound = this.#inbound === null ? null : this.#pulled(this.#inbound, law);
    const outbound = this.#outbound === null ? null : this.#pulled(this.#outbound, law);
    this.#inbound = inbound?.state ?? null;
    this.#outbound = outbound?.state ?? null;
    const report = { nth: this.#nth, run: this.#run, taken: this.#taken, queued: this.#queue.length };
    const datagram = buildTapReport(this.#tokenBytes, {
      ...report,
      inbound: inbound?.codes ?? null,
      outbound: outbound?.codes ?? null,
    });
    this.#socket.send(datagram, this.#port, LOOPBACK);
  }

  #pulled(buffer: JitterBuffer, law: Law): { readonly state: JitterBuffer; readonly codes: Uint8Array } {
    const { state, pulled } = pullFrame(buffer, SILENCE[law]);
    if (pulled.payload === null) return { state, codes: new Uint8Array(FRAME_BYTES).fill(SILENCE.ulaw) };
    return { state, codes: law === "ulaw" ? pulled.payload : toOtherLaw(law, pulled.payload) };
  }
}
