import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectMedia, type MediaEngine, UNKNOWN_FAR_END } from "../src/platform/media/index.ts";
import { openLog } from "../src/platform/telemetry/index.ts";
import { openStreamController } from "../src/service/flows/media-streams/wire.ts";
import { startMediaProcess } from "../testkit/media-process.ts";
import { askMedia } from "./ask-media.ts";
import type { Benchmark, Figures } from "./figures.ts";
import type { FromEnds, ToEnds } from "./stream-ends.ts";

const STREAMS = 30;
const PORTS = { from: 40_000, to: 49_999 };
const WARM_UP_MS = 2_000;
const MEASURED_MS = 10_000;
const WAIT_MS_MAX = 15_000;
const PROGRAM = new URL("../src/processes/stream-thread.ts", import.meta.url);

let priority = "unknown";

/**
 * Thirty concurrent calls, each with a bot that receives and sends audio: deviation of frames from 20 ms after the previous one, at the bot and at the
 * phone, and losses. Engine, sockets and far ends are separate processes on the same machine; the far ends' delays count as ours.
 */
export const streams: Benchmark = {
  runs: 3,
  notes: () => ({ priority }),
  measure: async (tell) => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "sambung-bench-streams-"));
    const child = await startMediaProcess({ dataFolder, ports: PORTS });
    const engine = connectMedia({ socketPath: child.socketPath, advertised: "127.0.0.1" });
    try {
      priority = (await askMedia(engine, { kind: "status" })).priority;
      const runs: Figures[] = [];
      for (let run = 0; run < streams.runs; run += 1) {
        runs.push(await measured(engine));
        tell(JSON.stringify(runs.at(-1)));
      }
      return runs;
    } finally {
      engine.close();
      await child.kill();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function measured(engine: MediaEngine): Promise<Figures> {
  const ends = fork(path.join(import.meta.dirname, "stream-ends.ts"), [String(STREAMS)]);
  const { botPort, phonePorts } = await nextMessage(ends, "ready");
  let began = 0;
  const { desk, close } = openStreamController({
    engine,
    log: openLog({ process: "bench", level: "error" }),
    program: PROGRAM,
    inside: [`127.0.0.1:${botPort}`],
    authTokenOf: async () => "secret",
    signatureOf: () => "signature",
    tell: (_callId, { news }) => {
      if (news.news === "began") began += 1;
    },
  });
  try {
    const enginePorts = [];
    for (const [nth, port] of phonePorts.entries()) enginePorts.push(await openLeg(engine, nth, port));
    send(ends, { kind: "go", enginePorts });
    for (const nth of phonePorts.keys()) beginStream(desk, nth, botPort);
    for (let waitedMs = 0; began < STREAMS && waitedMs < WAIT_MS_MAX; waitedMs += 100) await delay(100);
    if (began < STREAMS) throw new Error(`only ${began} streams began`);
    await delay(WARM_UP_MS);
    send(ends, { kind: "measure", ms: MEASURED_MS });
    const { jitterInP99Ms, jitterOutP99Ms, lost, framesIn, framesOut } = await nextMessage(ends, "measured");
    return {
      streams: STREAMS,
      jitter_in_p99_ms: jitterInP99Ms,
      jitter_out_p99_ms: jitterOutP99Ms,
      lost,
      frames_in: framesIn,
      frames_out: framesOut,
    };
  } finally {
    for (const nth of phonePorts.keys()) await engine.mixer.request({ kind: "close-leg", leg: `${nth}` });
    await close();
    ends.disconnect();
  }
}

async function openLeg(engine: MediaEngine, nth: number, port: number): Promise<number> {
  const remote = { address: "127.0.0.1", port, rtcpPort: port };
  const settings = { ...UNKNOWN_FAR_END, remote, codec: "PCMU", payloadType: 0 } as const;
  const leg = { leg: `${nth}`, call: `${nth}`, port: null, rtcp: "none", settings } as const;
  return (await askMedia(engine, { kind: "open-leg", ...leg })).port;
}

function beginStream(desk: ReturnType<typeof openStreamController>["desk"], nth: number, botPort: number): void {
  const callId = `00000000-0000-7000-8000-${String(nth).padStart(12, "0")}`;
  const asking = { callId, tenantId: callId, nth, caller: "1", called: "2", isCalledOut: false, isAnswered: true };
  desk.begin(asking, {
    streamId: callId,
    nth,
    legId: `${nth}`,
    isHeard: true,
    url: `ws://127.0.0.1:${botPort}/`,
    name: "",
    parameters: {},
    statusCallback: null,
    tracks: ["inbound"],
  });
}

function send(ends: ChildProcess, message: ToEnds): void {
  ends.send(message);
}

function nextMessage<Kind extends FromEnds["kind"]>(
  ends: ChildProcess,
  kind: Kind,
): Promise<Extract<FromEnds, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the far ends did not say ${kind}`)), MEASURED_MS + WAIT_MS_MAX);
    const hear = (message: FromEnds): void => {
      if (message.kind !== kind) return;
      clearTimeout(late);
      ends.off("message", hear);
      resolve(message as Extract<FromEnds, { readonly kind: Kind }>);
    };
    ends.on("message", hear);
  });
}
