import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { shareAt } from "../../src/protocols/audio/index.ts";

/** The recognised word of each tone. */
const WORDS: readonly (readonly [hz: number, word: string])[] = [
  [600, "satu"],
  [1_000, "dua"],
  [1_500, "tiga"],
];
const SAMPLES_A_MS = 8;
/** Milliseconds of a tone until the partial result, and until the final one. */
const [BEGUN_MS, SAID_MS] = [200, 600];
/** Milliseconds without a tone that end a word; a shorter gap, such as one of lost packets, is part of it. */
const GAP_MS = 300;
const CONFIDENCE = 0.875;
const SHARE_MIN = 0.8;
const FLOOD = 2_000;

/** Input of one connection. */
export interface RecogniserConnection {
  readonly path: string;
  /** The first message, unparsed. */
  config: unknown;
  /** Number of received samples. */
  samples: number;
  isClosed: boolean;
}

/** A running recogniser. */
export interface RecogniserSimulator {
  readonly port: number;
  readonly connections: readonly RecogniserConnection[];
  close(): Promise<void>;
}

/**
 * Starts a recogniser with the protocol of Vosk's server. Its path, which may be a language, selects a misbehaviour:
 * `/xx-refuses`, `/xx-silent` (never sends a result), `/xx-nonsense`, `/xx-drops` (closes at the first word),
 * `/xx-floods` (sends results of hours at the first audio).
 */
export async function startRecogniserSimulator({ port }: { readonly port: number }): Promise<RecogniserSimulator> {
  const connections: RecogniserConnection[] = [];
  const server = createServer((_request, response) => response.writeHead(404).end());
  const upgrading = new WebSocketServer({ noServer: true, maxPayload: 65_536 });
  server.on("upgrade", (request, socket, head) => {
    const path = request.url ?? "/";
    if (troubleOf(path) === "refuses")
      return void socket.end("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
    upgrading.handleUpgrade(request, socket, head, (webSocket) => {
      const connection: RecogniserConnection = { path, config: null, samples: 0, isClosed: false };
      connections.push(connection);
      listen(webSocket, connection);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    close: async () => {
      for (const socket of upgrading.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function troubleOf(path: string): string {
  return /(\w+)$/.exec(path)?.[1] ?? "";
}

function listen(socket: WebSocket, connection: RecogniserConnection): void {
  const trouble = troubleOf(connection.path);
  const ear = openEar();
  socket.on("error", () => undefined);
  socket.on("close", () => {
    connection.isClosed = true;
  });
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) {
      const text = data.toString("utf8");
      if (text.includes("config")) connection.config = JSON.parse(text) as unknown;
      if (text !== '{"eof" : 1}' || trouble === "silent") return;
      socket.send(result(ear.end()));
      return socket.close(1_000);
    }
    connection.samples += data.length / 2;
    if (trouble === "silent") return;
    const heard = ear.hear(data);
    if (trouble === "nonsense") return socket.send("<html>");
    if (trouble === "floods") {
      for (let nth = 0; nth < FLOOD; nth += 1) socket.send(nth % 2 === 0 ? '{"partial":"satu"}' : result("satu"));
      return;
    }
    if (trouble === "drops" && heard.word !== "") return socket.terminate();
    socket.send(heard.isWhole ? result(heard.word) : JSON.stringify({ partial: heard.word }));
  });
}

function result(word: string): string {
  if (word === "") return JSON.stringify({ text: "" });
  return JSON.stringify({ result: [{ conf: CONFIDENCE, start: 0, end: 1, word }], text: word });
}

/** Recognises tones: each is one word, final once it has lasted long enough or ended. */
function openEar() {
  let last = "";
  let heardMs = 0;
  let gapMs = 0;
  let isTold = false;
  const untold = (): string => (isTold || heardMs < BEGUN_MS ? "" : last);
  return {
    hear: (pcm: Buffer): { readonly word: string; readonly isWhole: boolean } => {
      const samples = Int16Array.from({ length: pcm.length >> 1 }, (_, at) => pcm.readInt16LE(at * 2));
      const [, word = ""] = WORDS.find(([hz]) => shareAt(samples, hz) > SHARE_MIN) ?? [];
      const lengthMs = samples.length / SAMPLES_A_MS;
      gapMs = word === "" ? gapMs + lengthMs : 0;
      if (gapMs > 0 && gapMs < GAP_MS) return { word: "", isWhole: false };
      const ended = word === last ? "" : untold();
      if (word !== last) [last, heardMs, isTold] = [word, 0, false];
      heardMs += lengthMs;
      if (ended !== "") return { word: ended, isWhole: true };
      const heard = untold();
      isTold ||= heard !== "" && heardMs >= SAID_MS;
      return { word: heard, isWhole: isTold && heard !== "" };
    },
    /** Remaining results. */
    end: untold,
  };
}
