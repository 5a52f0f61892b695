import type { RawData, WebSocket } from "ws";
import { decode } from "../../../protocols/audio/index.ts";
import { readTapReport } from "../../../protocols/rtp/index.ts";
import { connectSocket } from "./connect-socket.effects.ts";
import { RECOGNISER_END, readRecognised, recogniserConfig } from "./recognised.ts";
import type { StreamFault } from "./stream-fault.ts";
import type { RecognitionOrder, StreamFigures } from "./stream-order.ts";
import type { StreamContext } from "./stream-socket.effects.ts";

/** Name, connection, certificate and handshake together. */
const CONNECT_MS_MAX = 5_000;
/** Nothing has come from the engine for so long: the leg is gone. */
const UNTAPPED_MS = 5_000;
/** Whoever speaks is heard for so long, and the rest of what he said waited for. */
const SPEECH_MS_MAX = 60_000;
const REST_MS_MAX = 5_000;
const UNUSABLE_MAX = 50;
/** What a recogniser that does not read may have waiting for it: eight seconds of sound. */
const UNREAD_BYTES_MAX = 131_072;
const MESSAGE_CHARACTERS_MAX = 65_536;
/** What a recogniser may say: so many messages for each piece of sound, and some more; so much that was said, within the minute. */
const MESSAGES_A_PIECE = 10;
const MESSAGES_MORE = 200;
const MESSAGES_MAX = 200;
/** That somebody is speaking is told no more often. */
const SPEAKING_MS_MIN = 200;
/** Ticks of the engine whose sound goes together: 100 ms. */
const FRAMES_TOGETHER = 5;
const CLOSE_MS_MAX = 1_000;
/** RFC 6455 §7.4.1: ends that nothing is wrong with. */
const ORDERLY: ReadonlySet<number> = new Set([1_000, 1_001, 1_005]);

/** What one caller says, at one recogniser: PCM of 16 bits at 8,000 Hz goes there, JSON comes back. Its end is told once. */
export class RecogniserSocket {
  readonly #order: RecognitionOrder;
  readonly #world: Pick<StreamContext, "way" | "nowMs" | "tell">;
  #frames: Uint8Array[] = [];
  #socket: WebSocket | null = null;
  #isOver = false;
  #reportedMs = 0;
  #speakingSinceMs: number | null = null;
  #finishedMs: number | null = null;
  #sent = 0;
  #unusable = 0;
  #messages = 0;
  #said = 0;
  #toldSpeakingMs: number | null = null;

  constructor(order: RecognitionOrder, world: Pick<StreamContext, "way" | "nowMs" | "tell">) {
    this.#order = order;
    this.#world = world;
  }

  /** Connects and says what is to be heard. */
  async open(): Promise<void> {
    const { url } = this.#order;
    const opened = await connectSocket(this.#world.way, { url, signature: null, budgetMs: CONNECT_MS_MAX });
    if ("fault" in opened) return this.#end(opened.fault);
    const { socket } = opened;
    if (this.#isOver) return socket.terminate();
    this.#socket = socket;
    this.#reportedMs = this.#world.nowMs();
    socket.on("message", (data, isBinary) => this.#hear(data, isBinary));
    socket.on("close", (code) => this.#end(ORDERLY.has(code) ? null : "broken-off"));
    socket.on("error", () => this.#end("broken-off"));
    socket.send(recogniserConfig(this.#order));
    this.#world.tell({ kind: "connected", id: this.#order.id });
    if (this.#finishedMs !== null) socket.send(RECOGNISER_END);
  }

  /** The engine tells what came in the last 20 ms. */
  report(datagram: Uint8Array): void {
    const socket = this.#socket;
    const inbound = readTapReport(datagram)?.inbound ?? null;
    if (inbound === null || socket === null || this.#isOver) return;
    this.#reportedMs = this.#world.nowMs();
    if (this.#finishedMs !== null) return;
    this.#frames.push(inbound);
    if (this.#frames.length < FRAMES_TOGETHER) return;
    if (socket.bufferedAmount > UNREAD_BYTES_MAX) return this.#end("broken-off");
    const samples = decode("ulaw", Buffer.concat(this.#frames));
    this.#frames = [];
    const pcm = Buffer.alloc(samples.length * 2);
    for (const [at, sample] of samples.entries()) pcm.writeInt16LE(sample, at * 2);
    socket.send(pcm);
    this.#sent += FRAMES_TOGETHER;
  }

  /** Nobody presses keys for a recogniser. */
  key(): void {
    return;
  }

  /** Nothing more will be said: the rest is wanted. */
  finish(): void {
    if (this.#isOver || this.#finishedMs !== null) return;
    this.#finishedMs = this.#world.nowMs();
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(RECOGNISER_END);
  }

  /** Looks whether it is still there; each second. */
  look(): void {
    if (this.#socket === null || this.#isOver) return;
    const now = this.#world.nowMs();
    if (now - this.#reportedMs > UNTAPPED_MS) return this.#end(null);
    if (this.#finishedMs !== null && now - this.#finishedMs > REST_MS_MAX) return this.#end("mute");
    if (this.#speakingSinceMs !== null && now - this.#speakingSinceMs > SPEECH_MS_MAX) this.finish();
  }

  /** It is wanted no more. */
  close(): void {
    this.#end(null);
  }

  #end(fault: StreamFault | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const socket = this.#socket;
    if (socket !== null) {
      socket.removeAllListeners();
      // What is let go may still fail.
      socket.on("error", () => undefined);
      socket.close(1_000);
      setTimeout(() => socket.terminate(), CLOSE_MS_MAX).unref();
    }
    const figures: StreamFigures = {
      sent: this.#sent,
      dropped: 0,
      overflowed: 0,
      played: 0,
      unusable: this.#unusable,
    };
    this.#world.tell({ kind: "ended", id: this.#order.id, fault, figures });
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#isOver) return;
    this.#messages += 1;
    const pieces = this.#sent / FRAMES_TOGETHER;
    if (this.#messages > pieces * MESSAGES_A_PIECE + MESSAGES_MORE) return this.#end("nonsense");
    const bytes = data instanceof ArrayBuffer ? Buffer.from(data) : Array.isArray(data) ? Buffer.concat(data) : data;
    const isReadable = !isBinary && bytes.length <= MESSAGE_CHARACTERS_MAX;
    const heard = isReadable ? readRecognised(bytes.toString("utf8")) : ({ is: "nonsense" } as const);
    const { id } = this.#order;
    switch (heard.is) {
      case "nothing":
        return;
      case "nonsense":
        this.#unusable += 1;
        if (this.#unusable >= UNUSABLE_MAX) this.#end("nonsense");
        return;
      case "speaking":
        return this.#speaks();
      case "said":
        this.#said += 1;
        if (this.#said > MESSAGES_MAX) return this.#end("nonsense");
        this.#speakingSinceMs ??= this.#world.nowMs();
        this.#world.tell({ kind: "heard", id, said: { text: heard.text, confidence: heard.confidence } });
    }
  }

  #speaks(): void {
    const nowMs = this.#world.nowMs();
    if (this.#toldSpeakingMs !== null && nowMs - this.#toldSpeakingMs < SPEAKING_MS_MIN) return;
    this.#toldSpeakingMs = nowMs;
    this.#speakingSinceMs ??= nowMs;
    this.#world.tell({ kind: "heard", id: this.#order.id, said: null });
  }
}
