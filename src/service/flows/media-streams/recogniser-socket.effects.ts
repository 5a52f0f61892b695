import type { RawData, WebSocket } from "ws";
import { decode } from "../../../protocols/audio/index.ts";
import { readTapReport } from "../../../protocols/rtp/index.ts";
import { connectSocket } from "./connect-socket.effects.ts";
import { RECOGNISER_END, readRecognised, recogniserConfig } from "./recognised.ts";
import type { StreamFault } from "./stream-fault.ts";
import type { RecognitionOrder, StreamFigures } from "./stream-order.ts";
import type { StreamContext } from "./stream-socket.effects.ts";

/** Timeout of name resolution, connection, certificate check and handshake together. */
const CONNECT_MS_MAX = 5_000;
/** No report has come from the engine for this long: the leg is gone. */
const UNTAPPED_MS = 5_000;
/** Maximum duration of the recognised speech, and of the wait for the remaining results. */
const SPEECH_MS_MAX = 60_000;
const REST_MS_MAX = 5_000;
const UNUSABLE_MAX = 50;
/** Maximum unsent bytes for a recogniser that does not read: eight seconds of audio. */
const UNREAD_BYTES_MAX = 131_072;
const MESSAGE_CHARACTERS_MAX = 65_536;
/** Limits of a recogniser's messages: a rate for each piece of audio, plus a reserve; and a total of results within the minute. */
const MESSAGES_A_PIECE = 10;
const MESSAGES_MORE = 200;
const MESSAGES_MAX = 200;
/** Minimum interval of reports that the caller speaks. */
const SPEAKING_MS_MIN = 200;
/** Engine ticks that are combined in one message: 100 ms. */
const FRAMES_TOGETHER = 5;
const CLOSE_MS_MAX = 1_000;
/** RFC 6455 §7.4.1: normal close codes. */
const ORDERLY: ReadonlySet<number> = new Set([1_000, 1_001, 1_005]);

/** The speech of one caller at one recogniser: 16-bit PCM at 8,000 Hz is sent, JSON is received. Its end is reported once. */
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

  /** Connects and sends the configuration. */
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

  /** A report of the engine with the audio of the last 20 ms. */
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

  /** Keys are not sent to a recogniser. */
  key(): void {
    return;
  }

  /** No more audio follows: requests the remaining results. */
  finish(): void {
    if (this.#isOver || this.#finishedMs !== null) return;
    this.#finishedMs = this.#world.nowMs();
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(RECOGNISER_END);
  }

  /** Checks the connection; called each second. */
  look(): void {
    if (this.#socket === null || this.#isOver) return;
    const now = this.#world.nowMs();
    if (now - this.#reportedMs > UNTAPPED_MS) return this.#end(null);
    if (this.#finishedMs !== null && now - this.#finishedMs > REST_MS_MAX) return this.#end("mute");
    if (this.#speakingSinceMs !== null && now - this.#speakingSinceMs > SPEECH_MS_MAX) this.finish();
  }

  /** Cancels the recognition. */
  close(): void {
    this.#end(null);
  }

  #end(fault: StreamFault | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const socket = this.#socket;
    if (socket !== null) {
      socket.removeAllListeners();
      // A closed socket may still emit an error.
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
