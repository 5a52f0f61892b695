import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import type { CallAct } from "../../src/service/telephony/call-control/index.ts";
import { orderCallAct } from "../../src/service/telephony/call-control/wire.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { chordSeconds, toneRuns, toneSeconds, toneShare } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500881";
const HOLD_CODE = "1500883";
const CROWD_CODE = "1500882";
const GATEWAY = "127.0.0.2";
const CROWD = "127.0.0.3";
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const COLLEAGUE_HZ = 1_400;

/** Long enough that the audio after the recording announcement is most of the call. */
const TALK_MS = 4_000;

let system: TestSwitch;
let gateway: DeskPhone;
let agent: DeskPhone;
let colleague: DeskPhone;
let holder: DeskPhone;

/** Opens a phone at an extension that answers at once. */
async function phoneAt(extension: string, toneHz: number, writes = true) {
  const account = await system.addPhone({ extension });
  const registrar = { port: system.port, transport: "udp" } as const;
  const folder = path.join(system.folder, `phone-${extension}`);
  return { ...account, phone: await startDeskPhone({ folder, registrar, ...account, toneHz, answer: "auto", writes }) };
}

beforeAll(async () => {
  system = await openTestSwitch();
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  gateway = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110001",
  });
  const first = await phoneAt("101", AGENT_HZ);
  agent = first.phone;
  colleague = (await phoneAt("102", COLLEAGUE_HZ)).phone;
  await system.addNumber({ code: CODE, phoneIds: [first.id] });
  const third = await phoneAt("103", AGENT_HZ, false);
  holder = third.phone;
  await system.addNumber({ code: HOLD_CODE, phoneIds: [third.id] });
});

afterAll(async () => {
  await Promise.all([gateway?.close(), agent?.close(), colleague?.close(), holder?.close()]);
  await system?.close();
});

let seen = 0;
afterEach(async () => {
  seen = (await system.cdrs()).length;
});

/** Calls the code from the trunk and waits until the phone is connected. */
async function talking(phone = agent, code = CODE): Promise<void> {
  const established = (one: DeskPhone) => one.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
  // The caller is answered once the answer is stored: only then does the call have two connected legs.
  const calls = () => [established(phone), established(gateway)];
  const before = calls();
  await gateway.command("dial", `sip:${code}@127.0.0.1:${system.port}`);
  await expect.poll(calls).toEqual(before.map((count) => count + 1));
}

/** The audio that a phone received in its last call, once its file is complete. */
async function heardBy(phone: DeskPhone): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(phone.heard);
}

/** The share of a tone in that audio. */
const heard = async (phone: DeskPhone, hz: number): Promise<number> => toneShare(await heardBy(phone), hz);

/** The record of the call that has just ended. */
async function lastRecord() {
  await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
  return (await system.cdrs()).at(-1);
}

const talk = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a caller from a line who dials the code", () => {
  it("talks with the agent: each hears the other, and the record says so", async () => {
    await talking();
    await talk(TALK_MS);
    await gateway.command("hangup");
    expect(await lastRecord()).toMatchObject({
      outcome: "answered",
      code: CODE,
      endedBy: "caller",
      direction: "inbound",
      caller: "+6281110001",
      transfers: 0,
    });
    expect(await heard(agent, CALLER_HZ)).toBeGreaterThan(0.8);
    expect(await heard(gateway, AGENT_HZ)).toBeGreaterThan(0.8);
  });

  it("is recorded with the caller on the left and the agent on the right, sealed at rest", async () => {
    await talking();
    await talk(TALK_MS);
    await agent.command("hangup");
    const record = await lastRecord();
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneShare(recording.wav, CALLER_HZ, 0)).toBeGreaterThan(0.8);
    expect(toneShare(recording.wav, AGENT_HZ, 1)).toBeGreaterThan(0.8);
    expect(toneShare(recording.wav, AGENT_HZ, 0)).toBeLessThan(0.1);
    expect(recording.sealed.includes(Buffer.from("RIFF"))).toBe(false);
  });

  it("hears music while the agent holds, and the held time is counted", async () => {
    await talking(holder, HOLD_CODE);
    await talk(2_500);
    await holder.command("hold");
    await talk(4_000);
    await holder.command("resume");
    await talk(500);
    await gateway.command("hangup");
    const record = await lastRecord();
    expect(Number(record?.["holdMs"])).toBeGreaterThan(3_800);
    expect(Number(record?.["holdMs"])).toBeLessThan(6_000);
    expect(await heard(gateway, AGENT_HZ)).toBeLessThan(0.5);
  });

  it("is handed on to a colleague and talks with her when the agent has gone", async () => {
    await talking();
    await agent.command("transfer", `sip:102@127.0.0.1:${system.port}`);
    await colleague.event("CALL_ESTABLISHED");
    await talk(TALK_MS);
    await colleague.command("hangup");
    const record = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", transfers: 1, endedBy: "called" });
    expect(await heard(colleague, CALLER_HZ)).toBeGreaterThan(0.8);
  });
});

/** The Replaces value for the dialog of a phone's newest call (RFC 3891 §6.1), from its INVITE and the response. */
async function replacesOf(extension: string): Promise<string> {
  const answers = () =>
    inTenant(system.database.db, system.tenantId, (trx) =>
      trx
        .selectFrom("sipTrace")
        .select("message")
        .where("status", "=", 200)
        .where("cseq", "like", "% INVITE")
        .where("direction", "=", "sent")
        .orderBy("at", "desc")
        .execute(),
    );
  const own = async () => (await answers()).find(({ message }) => message.includes(`From: <sip:phone-${extension}@`));
  await expect.poll(own, { timeout: 5_000 }).toBeDefined();
  const text = (await own())?.message ?? "";
  const read = (pattern: RegExp) => pattern.exec(text)?.[1] ?? "";
  const [id, to, from] = [/^Call-ID: (.+)$/im, /^To: .*;tag=([^;\s]+)/im, /^From: .*;tag=([^;\s]+)/im].map(read);
  return encodeURIComponent(`${id};to-tag=${to};from-tag=${from}`);
}

describe("an agent who speaks with a colleague first", () => {
  it("joins caller and colleague: the record of the caller goes on, the consultation is none of it", async () => {
    await talking(holder, HOLD_CODE);
    await talk(2_000);
    const consulted = colleague.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
    await holder.command("hold");
    await holder.command("dial", `sip:102@127.0.0.1:${system.port}`);
    const taken = () => colleague.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
    await expect.poll(taken).toBe(consulted + 1);
    await talk(2_000);
    const replaces = await replacesOf("103");
    await holder.command("line", "1");
    await holder.command("transfer", `<sip:102@127.0.0.1:${system.port}?Replaces=${replaces}>`);
    await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
    await talk(TALK_MS);
    await gateway.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 2);
    const [first, second] = (await system.cdrs()).slice(seen);
    expect(first).toMatchObject({ outcome: "answered", endedBy: "caller", transfers: 1, code: HOLD_CODE });
    expect(second).toMatchObject({ outcome: "answered", direction: "internal", transfers: 0 });
    expect(await system.events(String(second?.["callId"]))).toContain("leg.given");
    const [caller, other] = [await heardBy(gateway), await heardBy(colleague)];
    expect(toneSeconds(caller, COLLEAGUE_HZ)).toBeGreaterThan(2.5);
    expect(toneSeconds(other, AGENT_HZ)).toBeGreaterThan(1);
    expect(toneSeconds(other, CALLER_HZ)).toBeGreaterThan(2.5);
    const recording = await system.recording(String(first?.["recordingId"]));
    expect(toneShare(recording.wav, CALLER_HZ, 0)).toBeGreaterThan(0.8);
    expect(toneShare(recording.wav, COLLEAGUE_HZ, 1)).toBeGreaterThan(0.8);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});

/** The events of the only call. */
const openEvents = () =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    trx
      .selectFrom("callEvent as e")
      .innerJoin("openCall as o", "o.callId", "e.callId")
      .select(["e.callId", "e.kind", "e.data"])
      .orderBy("e.sequence")
      .execute(),
  );

/** Sends the switch a command for the only call, as the agent desktop does. */
async function order(act: CallAct): Promise<void> {
  const callId = (await openEvents()).at(-1)?.callId ?? "";
  const id = crypto.randomUUID();
  const wish = { id, tenantId: system.tenantId, callId, phoneId: null, act, idempotencyKey: id };
  const ordered = await inTenant(system.database.db, system.tenantId, (trx) =>
    orderCallAct(trx, { ...wish, requestedBy: null, at: new Date() }),
  );
  expect(ordered).toMatchObject({ ok: true, value: { state: "waiting" } });
}

/** Sends the command and waits for its event in the call's record. */
async function acted(act: CallAct, state: string): Promise<void> {
  await order(act);
  const told = async () =>
    (await openEvents()).filter(({ kind }) => kind === "talk.changed" || kind === "transfer.done").at(-1);
  await expect
    .poll(
      async () =>
        (await told())?.kind === "transfer.done" ? "left" : ((await told())?.data as { state?: string })?.state,
      {
        timeout: 10_000,
      },
    )
    .toBe(state);
}

describe("an agent at his desk", () => {
  it("asks a colleague, joins all three, and leaves: each hears whom he is to hear", async () => {
    await talking();
    await talk(2_500);
    await acted({ act: "consult", number: "102" }, "consulting");
    await talk(2_500);
    await acted({ act: "conference" }, "conference");
    await talk(1_000);
    await acted({ act: "complete" }, "left");
    await talk(TALK_MS);
    await gateway.command("hangup");
    const record = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "caller", transfers: 1 });
    expect(Number(record?.["holdMs"])).toBeGreaterThan(2_000);
    const [caller, other] = [await heardBy(gateway), await heardBy(colleague)];
    expect(toneSeconds(caller, COLLEAGUE_HZ)).toBeGreaterThan(2.5);
    expect(toneSeconds(other, AGENT_HZ)).toBeGreaterThan(1.5);
    expect(toneSeconds(other, CALLER_HZ)).toBeGreaterThan(2.5);
    const own = await heardBy(agent);
    expect(toneSeconds(own, COLLEAGUE_HZ)).toBeGreaterThan(1.5);
    for (const [heardIt, tones] of [
      [caller, [AGENT_HZ, COLLEAGUE_HZ]],
      [other, [CALLER_HZ, AGENT_HZ]],
      [own, [CALLER_HZ, COLLEAGUE_HZ]],
    ] as const)
      expect(chordSeconds(heardIt, tones)).toBeGreaterThan(0.5);
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneSeconds(recording.wav, COLLEAGUE_HZ, 1)).toBeGreaterThan(2.5);
    // Nothing is recorded while the caller is on hold: neither the consultation nor the caller humming to the music.
    const heardMs = Number(record?.["talkMs"]) - Number(record?.["holdMs"]);
    expect(toneSeconds(recording.wav, CALLER_HZ, 0)).toBeLessThan(heardMs / 1_000 + 0.3);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});

describe("a supervisor at a phone of his own", () => {
  const SUPERVISOR_HZ = 1_800;
  /** Long enough for a tone to be most of the phase. */
  const PHASE_MS = 1_500;

  it("listens, whispers and barges in, and each hears whom he is to hear", async () => {
    const own = await phoneAt("104", SUPERVISOR_HZ);
    const personId = crypto.randomUUID();
    const supervise = (mode: "listen" | "whisper" | "barge", phoneId = own.id): CallAct => ({
      act: "supervise",
      mode,
      phoneId,
      personId,
    });
    const last = async () => {
      const { kind, data } = (await openEvents()).findLast((event) => event.kind.startsWith("supervision.")) ?? {};
      return `${kind} ${String((data as { mode?: string } | undefined)?.mode)}`;
    };
    const becomes = (what: string) => expect.poll(last).toBe(what);
    try {
      await talking();
      await order(supervise("listen"));
      await becomes("supervision.began listen");
      await talk(PHASE_MS);
      await order(supervise("whisper"));
      await becomes("supervision.changed whisper");
      await talk(PHASE_MS);
      await own.phone.command("sndcode", "3");
      await becomes("supervision.changed barge");
      await talk(PHASE_MS);
      await own.phone.command("sndcode", "1");
      await becomes("supervision.changed listen");
      await talk(PHASE_MS);
      await order({ act: "leave-supervision", personId });
      await becomes("supervision.ended undefined");
      await talk(PHASE_MS);
      await gateway.command("hangup");
      const record = await lastRecord();
      expect(record).toMatchObject({ outcome: "answered", endedBy: "caller", transfers: 0, holdMs: 0 });
      const tones = { caller: CALLER_HZ, agent: AGENT_HZ, supervisor: SUPERVISOR_HZ };
      const runsOf = async (phone: DeskPhone) => toneRuns(await heardBy(phone), tones);
      const [caller, agents, heardIt] = [await runsOf(gateway), await runsOf(agent), await runsOf(own.phone)];
      const names = (runs: typeof caller) => runs.map(({ heard }) => heard);
      expect(names(caller)).toEqual(["agent", "agent+supervisor", "agent"]);
      expect(names(agents)).toEqual(["caller", "caller+supervisor", "caller"]);
      expect(names(heardIt)).toEqual(["caller+agent"]);
      // The agent hears the supervisor's whisper and barge-in, the caller only the barge-in.
      expect(Number(agents[1]?.seconds)).toBeGreaterThan(Number(caller[1]?.seconds) + (0.8 * PHASE_MS) / 1_000);
      const { wav } = await system.recording(String(record?.["recordingId"]));
      for (const channel of [0, 1] as const) expect(toneSeconds(wav, SUPERVISOR_HZ, channel)).toBeLessThan(0.1);
      await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
    } finally {
      await own.phone.close();
    }
  });
});

describe("a line of thirty channels", () => {
  it("takes thirty of two hundred calls that come at once and refuses the others, since no channel is free", async () => {
    const phonePort = await freePort();
    const account = await system.addPhone({ extension: "900" });
    await system.bind(account.id, { contact: `sip:900@${CROWD}:${phonePort}`, address: CROWD, port: phonePort });
    await system.addTrunk({ port: 5_999, address: "127.0.0.4", channelsMax: 30 });
    await system.addNumber({ code: CROWD_CODE, phoneIds: [account.id] });
    const { folder } = system;
    const phones = runSipp({
      folder,
      scenario: ANSWERING,
      limitMs: 60_000,
      args: ["-i", CROWD, "-mi", CROWD, "-p", String(phonePort), "-m", "30"],
    });
    const callers = await runSipp({
      folder,
      scenario: gatewayCalls(CROWD_CODE, 4_000),
      limitMs: 60_000,
      args: ["-i", "127.0.0.4", "-mi", "127.0.0.4", "-m", "200", "-r", "2000", "-l", "200", `127.0.0.1:${system.port}`],
    });
    expect(callers.code, callers.output.slice(-3_000)).toBe(0);
    expect((await phones).code).toBe(0);
    await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 200);
    const records = (await system.cdrs()).slice(seen);
    const outcomes = Object.groupBy(records, (record) => `${String(record["outcome"])} ${String(record["cause"])}`);
    expect(Object.fromEntries(Object.entries(outcomes).map(([name, rows]) => [name, rows?.length]))).toEqual({
      "answered 16": 30,
      "channels-full 34": 170,
    });
    expect(system.running.status().channels.get(String(records[0]?.["trunkId"])) ?? 0).toBe(0);
    expect(system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});
