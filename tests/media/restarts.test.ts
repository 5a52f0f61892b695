import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { connectMedia, type MediaEvent } from "../../src/platform/media/index.ts";
import { shareAt } from "../../src/protocols/audio/index.ts";
import {
  channelsOf,
  journalsIn,
  mediaCommandsOf,
  RECORDING_KEY,
  startTestMedia,
  type TestMedia,
} from "../../testkit/media.ts";
import { startMediaProcess } from "../../testkit/media-process.ts";
import { type Phone, toneFrames } from "../../testkit/phone.ts";

const KEY = RECORDING_KEY.toString("base64");
const CALLER_HZ = 700;

type Asking = Pick<TestMedia, "ask" | "join">;

const record = (engine: Asking, recording: string, right: string | null) =>
  engine.ask({ kind: "start-recording", recording, left: "caller", right, keyBase64: KEY, isPaused: false });

/** A bridged, recorded call and a caller with music on hold, after some seconds. */
async function callsOn(engine: Asking) {
  const caller = await engine.join("caller", "call");
  const agent = await engine.join("agent", "call", { voice: { ssrc: 5 } });
  const waiting = await engine.join("waiting", "queue");
  await engine.ask({ kind: "bridge", left: "caller", right: "agent" });
  await record(engine, "r", "agent");
  const clips = [{ kind: "tone" as const, tone: "dial" as const }];
  await engine.ask({ kind: "play", leg: "waiting", play: "music", clips, times: null, endsWithKey: false });
  await engine.ask({
    kind: "play",
    leg: "agent",
    play: "beep",
    clips: [{ kind: "silence", ms: 30_000 }],
    times: 1,
    endsWithKey: false,
  });
  await engine.ask({ kind: "stop-play", leg: "agent" });
  await caller.phone.say(toneFrames(CALLER_HZ, 100), caller.at);
  return { caller, agent, waiting };
}

/** The conditions that must hold after the restart of an engine or a worker. */
async function expectAllBack(engine: Asking, on: Awaited<ReturnType<typeof callsOn>>) {
  const { caller, agent, waiting } = on;
  const before = { agent: agent.phone.heard.length, waiting: waiting.phone.heard.length };
  await caller.phone.say(toneFrames(CALLER_HZ, 60), caller.at);
  await expect.poll(() => agent.phone.heard.length - before.agent).toBe(60);
  expect(agent.phone.heard.at(-1)?.fromPort).toBe(agent.at.port);
  expect(waiting.phone.heard.length - before.waiting).toBeGreaterThan(40);
  const { segments } = await engine.ask({ kind: "stop-recording", recording: "r", keyBase64: KEY });
  expect(segments).toHaveLength(2);
  const lengths = await Promise.all(
    segments.map(async (segment) => {
      const [left] = await channelsOf(segment);
      expect(shareAt(left.subarray(left.length - 6_400), CALLER_HZ)).toBeGreaterThan(0.9);
      return left.length;
    }),
  );
  // Two seconds before the restart, of which at most the last 400 ms were still in memory; 1.2 s afterwards.
  expect(lengths[0]).toBeGreaterThan(12_800);
  expect(lengths[1]).toBeGreaterThan(9_000);
}

describe("a worker that is killed", () => {
  it("comes back with its legs on their ports, and its recording goes on as another segment", async () => {
    const media = await startTestMedia();
    try {
      const on = await callsOn(media);
      await media.running.crashWorker(0);
      await expect.poll(() => media.events.find(({ kind }) => kind === "restarted"), { timeout: 5_000 }).toBeDefined();
      const event = media.events.find((one) => one.kind === "restarted");
      expect(event?.lost).toEqual([]);
      expect(event?.gapMs).toBeLessThan(2_000);
      await expectAllBack(media, on);
      for (const leg of ["caller", "agent", "waiting"]) await media.ask({ kind: "close-leg", leg });
      expect(await media.ask({ kind: "status" })).toMatchObject({ legs: 0, portsInUse: 0, recordings: 0 });
      await expect.poll(() => journalsIn(media.folder)).toHaveLength(1);
    } finally {
      await media.close();
    }
  });

  it("ends what was to be heard once, and says so", async () => {
    const media = await startTestMedia();
    try {
      await media.join("caller", "call");
      const clips = [{ kind: "silence" as const, ms: 30_000 }];
      await media.ask({ kind: "play", leg: "caller", play: "news", clips, times: 1, endsWithKey: false });
      await media.running.crashWorker(0);
      const told = { kind: "play-ended", leg: "caller", play: "news", why: "restart" };
      await expect.poll(() => media.events, { timeout: 5_000 }).toContainEqual(told);
    } finally {
      await media.close();
    }
  });
});

describe("a media process that is killed", () => {
  it("is set up again by the switch on the same ports within two seconds, and recordings go on", async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "sambung-media-"));
    const ports = { from: 28_000, to: 28_199 };
    const phones: Phone[] = [];
    const first = await startMediaProcess({ dataFolder, ports });
    const engine = connectMedia({ socketPath: first.socketPath, advertised: "127.0.0.1" });
    const events: MediaEvent[] = [];
    engine.onEvent((event) => void events.push(event));
    const asking = mediaCommandsOf(engine, phones);
    let second: Awaited<ReturnType<typeof startMediaProcess>> | undefined;
    try {
      const on = await callsOn(asking);
      const killedMs = performance.now();
      await first.kill();
      // Requests during the restart of the engine wait for it.
      const asked = asking.ask({ kind: "leg-figures", leg: "caller" });
      second = await startMediaProcess({ dataFolder, ports });
      await expect.poll(() => events.find(({ kind }) => kind === "restarted"), { timeout: 5_000 }).toBeDefined();
      const restarted = events.find((one) => one.kind === "restarted");
      expect(restarted?.lost).toEqual([]);
      expect(restarted?.gapMs).toBeLessThan(performance.now() - killedMs + 1);
      expect((await asked).received).toBe(0);
      await expectAllBack(asking, on);
    } finally {
      for (const phone of phones) phone.close();
      engine.close();
      await second?.kill();
      await rm(dataFolder, { recursive: true, force: true });
    }
  });

  it("lets the switch know when it stays away longer than an answer may take", async () => {
    const engine = connectMedia({ socketPath: "/nowhere/control.sock", advertised: "127.0.0.1" });
    expect(await engine.mixer.request({ kind: "status" }, { deadlineMs: 120 })).toEqual({
      ok: false,
      refusal: "engine-away",
    });
    engine.close();
    expect(await engine.mixer.request({ kind: "status" })).toEqual({ ok: false, refusal: "engine-away" });
  });
});

describe("a leg whose end the engine did not hear of", () => {
  it("is closed once the engine is back, and not set up again", async () => {
    const media = await startTestMedia();
    try {
      await media.join("caller", "call");
      await media.join("agent", "call");
      const crashed = media.running.crashWorker(0);
      const closing = await media.engine.mixer.request({ kind: "close-leg", leg: "caller" }, { deadlineMs: 1 });
      await crashed;
      const status = async () => media.ask({ kind: "status" });
      await expect.poll(status, { timeout: 6_000 }).toMatchObject({ legs: 1, portsInUse: 1 });
      expect(closing.ok || closing.refusal).not.toBe("leg-unknown");
    } finally {
      await media.close();
    }
  });
});

describe("a switch that begins anew", () => {
  it("takes the engine over: legs of the last one end, its recording can still be fetched", async () => {
    const media = await startTestMedia();
    try {
      const { caller } = await callsOn(media);
      const next = connectMedia({ socketPath: media.running.socketPath, advertised: "127.0.0.1" });
      const status = await next.mixer.request({ kind: "status" });
      expect(status).toMatchObject({ ok: true, value: { legs: 0, portsInUse: 0, recordings: 0 } });
      const stopped = await next.mixer.request({ kind: "stop-recording", recording: "r", keyBase64: KEY });
      const [segment] = stopped.ok ? stopped.value.segments : [];
      if (segment === undefined) throw new Error("no segment");
      const [left] = await channelsOf(segment);
      expect(left.length).toBeGreaterThan(15_000);
      caller.phone.close();
      next.close();
    } finally {
      await media.close();
    }
  });
});
