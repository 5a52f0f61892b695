import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { openSipAnswerer, type SipAnswerer } from "../../testkit/sip-answerer.ts";

const run = promisify(execFile);
const SCENARIOS = path.join(import.meta.dirname, "scenarios");
const LIMIT_MS = 60_000;

let answerer: SipAnswerer | null = null;

afterEach(async () => {
  await answerer?.close();
  answerer = null;
});

/** Runs a SIPp scenario; rejects when any of its calls failed. */
async function sipp(port: number, ...words: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-sipp-"));
  const all = [
    `127.0.0.1:${port}`,
    "-i",
    "127.0.0.1",
    "-nostdin",
    "-timeout",
    "50s",
    "-timeout_error",
    "-max_socket",
    "500",
    ...words,
  ];
  try {
    await run("sipp", all, { cwd: folder, timeout: LIMIT_MS, env: { ...process.env, TERM: "dumb" } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const scenario = (name: string) => ["-sf", path.join(SCENARIOS, `${name}.xml`)];

describe("SIPp", () => {
  it.each([
    ["UDP", "u1"],
    ["TCP", "t1"],
  ])("is told over %s what can be done", async (_name, transport) => {
    answerer = await openSipAnswerer({ ringMs: 10 });
    await sipp(answerer.port, ...scenario("options"), "-t", transport, "-m", "20", "-r", "50");
    expect(answerer.counts()["sent"]).toBeGreaterThanOrEqual(20);
  });

  it.each([
    ["UDP", "u1"],
    ["TCP", "t1"],
  ])("registers over %s by digest", async (_name, transport) => {
    answerer = await openSipAnswerer({ ringMs: 10, users: { sari: "rahasia" } });
    await sipp(answerer.port, ...scenario("register"), "-t", transport, "-m", "10", "-r", "20");
    expect(answerer.told).toEqual({ "unproven none": 10, registered: 10 });
  });

  it("is not let in with a wrong password", async () => {
    answerer = await openSipAnswerer({ ringMs: 10, users: { sari: "lain" } });
    await expect(sipp(answerer.port, ...scenario("register"), "-m", "1")).rejects.toThrow();
    expect(answerer.told["registered"]).toBeUndefined();
    expect(answerer.told["unproven wrong"]).toBe(1);
  });

  it.each([
    ["UDP", "u1"],
    ["TCP, one connection", "t1"],
    ["TCP, a connection for each call", "tn"],
  ])("calls, talks and hangs up over %s", async (_name, transport) => {
    answerer = await openSipAnswerer({ ringMs: 20 });
    await sipp(answerer.port, "-sn", "uac", "-t", transport, "-m", "60", "-r", "40", "-d", "100");
    expect(answerer.told).toEqual({ incoming: 60, confirmed: 60, "ended bye": 60 });
    expect(answerer.agent.dropped).toEqual({});
  });

  it("loses one packet in ten and still completes every call", async () => {
    answerer = await openSipAnswerer({ ringMs: 20 });
    await sipp(answerer.port, "-sn", "uac", "-m", "40", "-r", "20", "-d", "100", "-lost", "10");
    expect(answerer.told["incoming"]).toBe(40);
    // SIPp may take a retransmitted 200 of INVITE for the response to its lost BYE and exit; such a call waits here for its ACK.
    const ended = answerer.told["ended bye"] ?? 0;
    const waiting = [...answerer.agent.calls.values()].filter(({ leg }) => leg.phase !== "ended");
    expect(ended + waiting.length).toBe(40);
    expect(ended).toBeGreaterThanOrEqual(30);
  });

  it.each([
    ["UDP", "u1"],
    ["TCP", "t1"],
  ])("cancels over %s while it rings", async (_name, transport) => {
    answerer = await openSipAnswerer({ ringMs: 30_000 });
    await sipp(answerer.port, ...scenario("cancel"), "-t", transport, "-m", "20", "-r", "20");
    expect(answerer.told).toEqual({ incoming: 20, "ended cancelled": 20 });
    expect([...answerer.agent.calls.values()].every(({ leg }) => leg.phase === "ended")).toBe(true);
  });
});
