import type { RawData, WebSocket } from "ws";
import { decode } from "../../../protocols/audio/index.ts";
import { buildTapFeed, readTapReport, type TapReport } from "../../../protocols/rtp/index.ts";
import { connectSocket, type SocketWay } from "./connect-socket.effects.ts";
import { PlayOut } from "./play-out.ts";
import type { StreamFault } from "./stream-fault.ts";
import {
  type ApplicationMessage,
  CONNECTED,
  readMessage,
  type StreamMessage,
  writtenMessage,
} from "./stream-messages.ts";
import type { FromStreams, StreamFigures, StreamOrder } from "./stream-order.ts";
import { WaitingSound } from "./waiting-sound.ts";

/** Timeout of name resolution, connection, certificate check and handshake together, as for a webhook. */
const CONNECT_MS_MAX = 5_000;
/**
 * How long a caller who is to hear an application waits for its first audio, including the connection and excluding the caller's own speech, since an
 * application may let the caller speak first. `inAll` limits the wait for a caller in a noisy place.
 */
const MUTE_MS_MAX = { quiet: 10_000, inAll: 60_000 } as const;
/** Minimum level of speech, above the noise of a line: the mean of the samples, of 32,768. */
const LOUD_MIN = 200;
/** Ping interval of a socket, and how long without a response it counts as lost. */
const PING_MS = 5_000;
const GONE_MS = 15_000;
/** No report has come from the engine for this long: the leg is gone. */
const UNTAPPED_MS = 5_000;
/** Maximum consecutive unusable messages. */
const UNUSABLE_MAX = 50;
/** Maximum messages of one application that are read in 20 ms; further ones wait in its socket. */
const MESSAGES_A_TICK = 100;
const BYTES_A_TICK = 262_144;
const FRAME_MS = 20;
/** Maximum unsent bytes for an application that does not read: waiting audio is limited before, so these are answers that it has requested itself. */
const UNREAD_BYTES_MAX = 1_048_576;
const CLOSE_MS_MAX = 1_000;
/** RFC 6455 §7.4.1: normal close codes. */
const ORDERLY: ReadonlySet<number> = new Set([1_000, 1_001, 1_005]);

/** Dependencies of a stream: egress, the feed of the engine, and the receiver of its events. */
export interface StreamContext {
  readonly way: SocketWay;
  readonly nowMs: () => number;
  readonly feed: (datagram: Uint8Array) => void;
  readonly tell: (news: Exclude<FromStreams, { readonly kind: "ready" }>) => void;
}

/** The stream of one call to one application, from its order to its end, which is reported once. */
export class StreamSocket {
  readonly #order: StreamOrder;
  readonly #world: StreamContext;
  readonly #token: Uint8Array;
  readonly #playOut = new PlayOut();
  readonly #sound = new WaitingSound<Extract<StreamMessage, { readonly event: "media" }>>();
  readonly #chunks = { inbound: 0, outbound: 0 };
  #socket: WebSocket | null = null;
  #isOver = false;
  #sent = 0;
  #begunMs = 0;
  /** Since when neither the caller nor the application has spoken. */
  #quietSinceMs = 0;
  #reportedMs = 0;
  #aliveMs = 0;
  #pingedMs = 0;
  #hasSpoken = false;
  #unusable = 0;
  #unusableInRow = 0;
  #overflowed = 0;
  #tickMessages = 0;
  #tickBytes = 0;
  #run: number | null = null;
  #offsetMs = 0;
  #timestampMs = -FRAME_MS;

  constructor(order: StreamOrder, streamContext: StreamContext) {
    this.#order = order;
    this.#world = streamContext;
    this.#token = Buffer.from(order.token, "hex");
  }

  /** Connects and sends the first messages. */
  async open(): Promise<void> {
    const { url, signature } = this.#order;
    [this.#begunMs, this.#quietSinceMs] = [this.#world.nowMs(), this.#world.nowMs()];
    const opened = await connectSocket(this.#world.way, { url, signature, budgetMs: CONNECT_MS_MAX });
    if ("fault" in opened) return this.#end(opened.fault);
    const { socket } = opened;
    if (this.#isOver) return socket.terminate();
    this.#socket = socket;
    const now = this.#world.nowMs();
    [this.#reportedMs, this.#aliveMs, this.#pingedMs] = [now, now, now];
    socket.on("message", (data, isBinary) => this.#hear(data, isBinary));
    socket.on("pong", () => {
      this.#aliveMs = this.#world.nowMs();
    });
    socket.on("close", (code) => this.#end(ORDERLY.has(code) ? null : "broken-off"));
    socket.on("error", (error) =>
      this.#end("code" in error && String(error.code).startsWith("WS_ERR") ? "nonsense" : "broken-off"),
    );
    socket.send(CONNECTED);
    this.#send({ event: "start" });
    this.#world.tell({ kind: "connected", id: this.#order.id });
  }

  /** A report of the engine with the audio of the last 20 ms. */
  report(datagram: Uint8Array): void {
    const report = readTapReport(datagram);
    if (report === null || this.#socket === null || this.#isOver) return;
    this.#reportedMs = this.#world.nowMs();
    this.#listenOn();
    this.#stamp(report);
    this.#sayTrack("inbound", report.inbound);
    this.#sayTrack("outbound", report.outbound);
    if (!this.#order.isHeard) return;
    if (!this.#hasSpoken && report.inbound !== null && isLoud(report.inbound)) this.#quietSinceMs = this.#reportedMs;
    const { frames, marks } = this.#playOut.reported(report);
    for (const frame of frames) this.#world.feed(buildTapFeed(this.#token, { feed: "frame", ...frame }));
    for (const name of marks) this.#send({ event: "mark", name });
  }

  /** The caller has pressed a key. */
  key(digit: string): void {
    if (this.#order.isHeard) this.#send({ event: "dtmf", digit });
  }

  /** Checks the connection; called each second. */
  look(): void {
    const socket = this.#socket;
    if (socket === null || this.#isOver) return;
    const now = this.#world.nowMs();
    if (now - this.#reportedMs > UNTAPPED_MS) return this.#end(null);
    if (now - this.#aliveMs > GONE_MS) return this.#end("broken-off");
    const isMute = now - this.#quietSinceMs > MUTE_MS_MAX.quiet || now - this.#begunMs > MUTE_MS_MAX.inAll;
    if (this.#order.isHeard && !this.#hasSpoken && isMute) return this.#end("mute");
    if (now - this.#pingedMs < PING_MS) return;
    this.#pingedMs = now;
    socket.ping();
  }

  /** Ends the stream: its application receives a `stop` message. */
  close(): void {
    this.#end(null);
  }

  get #figures(): StreamFigures {
    return {
      sent: this.#chunks.inbound + this.#chunks.outbound,
      dropped: this.#sound.dropped,
      overflowed: this.#overflowed,
      played: this.#playOut.playedFrames,
      unusable: this.#unusable,
    };
  }

  #end(fault: StreamFault | null): void {
    if (this.#isOver) return;
    const socket = this.#socket;
    if (socket?.readyState === socket?.OPEN) this.#send({ event: "stop" });
    this.#isOver = true;
    if (socket !== null) {
      socket.removeAllListeners();
      // A closed socket may still emit an error.
      socket.on("error", () => undefined);
      socket.close(1_000);
      setTimeout(() => socket.terminate(), CLOSE_MS_MAX).unref();
    }
    this.#world.tell({ kind: "ended", id: this.#order.id, fault, figures: this.#figures });
  }

  /** Timestamp of the stream by the engine's ticks; after a restart of the engine it continues. */
  #stamp({ run, nth }: TapReport): void {
    if (this.#run !== run) this.#offsetMs = this.#timestampMs + FRAME_MS - nth * FRAME_MS;
    this.#run = run;
    this.#timestampMs = this.#offsetMs + nth * FRAME_MS;
  }

  #sayTrack(track: "inbound" | "outbound", codes: Uint8Array | null): void {
    const socket = this.#socket;
    if (codes === null || socket === null) return;
    this.#chunks[track] += 1;
    const payload = Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString("base64");
    const message = {
      event: "media",
      track,
      chunk: this.#chunks[track],
      timestampMs: this.#timestampMs,
      payload,
    } as const;
    for (const due of this.#sound.push(message, socket.bufferedAmount)) this.#send(due);
  }

  #send(message: StreamMessage): void {
    const socket = this.#socket;
    if (socket === null || this.#isOver || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > UNREAD_BYTES_MAX) {
      // The final `stop` message is dropped too: the stream ends anyway.
      if (message.event !== "stop") this.#end("broken-off");
      return;
    }
    this.#sent += 1;
    socket.send(writtenMessage(this.#order.identity, this.#sent, message));
  }

  #listenOn(): void {
    [this.#tickMessages, this.#tickBytes] = [0, 0];
    if (this.#socket?.isPaused === true) this.#socket.resume();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#isOver) return;
    this.#aliveMs = this.#world.nowMs();
    const bytes = data instanceof ArrayBuffer ? Buffer.from(data) : Array.isArray(data) ? Buffer.concat(data) : data;
    this.#tickMessages += 1;
    this.#tickBytes += bytes.length;
    if (this.#tickMessages >= MESSAGES_A_TICK || this.#tickBytes >= BYTES_A_TICK) this.#socket?.pause();
    const message = isBinary ? null : readMessage(bytes.toString("utf8"), this.#order.identity.streamSid);
    // An application of a unidirectional stream cannot send audio.
    if (message !== null && message.event !== "none" && this.#order.isHeard) return this.#obey(message);
    this.#unusable += 1;
    this.#unusableInRow += 1;
    if (this.#unusableInRow >= UNUSABLE_MAX) this.#end("nonsense");
  }

  #obey(message: ApplicationMessage): void {
    this.#unusableInRow = 0;
    switch (message.event) {
      case "media":
        this.#hasSpoken ||= message.payload.length > 0;
        this.#overflowed += this.#playOut.take(Buffer.from(message.payload, "base64"));
        return;
      case "mark":
        if (!this.#playOut.mark(message.name)) this.#unusable += 1;
        return;
      case "clear": {
        const { nth, marks } = this.#playOut.clear();
        this.#world.feed(buildTapFeed(this.#token, { feed: "clear", nth }));
        for (const name of marks) this.#send({ event: "mark", name });
        return;
      }
    }
  }
}

/** Whether a caller speaks in these 20 ms, above the noise of the line. */
function isLoud(codes: Uint8Array): boolean {
  const sum = decode("ulaw", codes).reduce((total, sample) => total + Math.abs(sample), 0);
  return sum > LOUD_MIN * codes.length;
}
