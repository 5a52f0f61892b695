import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { mulberry32 } from "../../src/kernel/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { followCall } from "../../src/probe/measure/wire.ts";
import { likenessIn, readWav } from "../../src/protocols/audio/index.ts";
import { rowsOf } from "../../src/service/acd/reports/index.ts";
import { readQueueReport } from "../../src/service/acd/reports/wire.ts";
import { testLog } from "../../testkit/database.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { createScriptResolver, flowCallingBack, flowWithQueue, flowWithSurvey } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { type QueuesOfCalls, queuesOfCalls } from "../../testkit/queue-of-calls.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { answeringAs, pressingCaller, refusing, ringingInVain } from "../../testkit/sipp-scenarios.ts";
import { promptShare, toneSeconds, toneShare } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";
import { requestWebCallback } from "../../testkit/widget-plan.ts";

const CODE = "1500902";
const GATEWAY = "127.0.0.43";
const SIPP = "127.0.0.44";
const CALLER = "081110000043";
const SIPP_PORT = 5_998;
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const TALK_MS = 4_000;
const PROMPTS = path.resolve(import.meta.dirname, "../../prompts/id");

/** One queue offers calls to the longest-idle agent, the other to all agents. */
const [QUEUE, ALL] = ["0196a8a0-0000-7000-8000-000000000001", "0196a8a0-0000-7000-8000-000000000002"];
const ALL_CODE = "1500904";
const CALLBACK_CODE = "1500906";

/** A queue with position announcements and a survey; the Probe plays caller and phone. */
const ASKED = "0196a8a0-0000-7000-8000-000000000003";
const ASKED_CODE = "1500905";
const PROBE = "127.0.0.46";
const HALF_HOUR_MS = 1_800_000;

let queues: QueuesOfCalls;
let sari: string;
let budi: string;
let everybody: readonly string[];
let system: TestSwitch;
let caller: DeskPhone;
let agent: DeskPhone;
let agentPhoneId: string;
let strangerId: string;
let strangerPort: number;

beforeAll(async () => {
  const [one, all] = [
    createScriptResolver(CODE, flowWithQueue(QUEUE)),
    createScriptResolver(ALL_CODE, flowWithQueue(ALL)),
  ];
  const [asked, back] = [
    createScriptResolver(ASKED_CODE, flowWithSurvey(ASKED)),
    createScriptResolver(CALLBACK_CODE, flowCallingBack(QUEUE)),
  ];
  system = await openTestSwitch({
    scriptOf: (...call) => one(...call) ?? all(...call) ?? asked(...call) ?? back(...call),
  });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  // Outgoing calls use this trunk: the phone at the gateway answers none.
  await system.addTrunk({ port: SIPP_PORT, host: SIPP, address: SIPP, isFirst: true });
  await system.addTrunk({ port: 5_997, address: PROBE });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: CALLER,
  });
  const account = await system.addPhone({ extension: "201" });
  agent = await startDeskPhone({
    folder: path.join(system.folder, "agent"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: AGENT_HZ,
    answer: "auto",
  });
  agentPhoneId = account.id;
  strangerId = (await system.addPhone({ extension: "202" })).id;
  strangerPort = await freePort();
  const contact = `sip:202@${SIPP}:${strangerPort}`;
  await system.bind(strangerId, { contact, address: SIPP, port: strangerPort });
  for (const code of [CODE, ALL_CODE, ASKED_CODE, CALLBACK_CODE]) await system.addNumber({ code, phoneIds: [] });
  queues = queuesOfCalls(system);
  await queues.add(QUEUE, { ringMs: 10_000 });
  await queues.add(ALL, { strategy: "ring-all", ringMs: 10_000 });
  await queues.add(ASKED, {});
  sari = await queues.addAgent(QUEUE, agentPhoneId);
  budi = await queues.addAgent(QUEUE, strangerId);
  everybody = [await queues.addAgent(ALL, strangerId), await queues.addAgent(ALL, agentPhoneId)];
});

afterAll(async () => {
  await Promise.all([caller?.close(), agent?.close()]);
  await system?.close();
});

let seen = 0;
afterEach(async () => {
  for (const agentId of [sari, budi, ...everybody]) await queues.logOut(agentId);
  await queues.forget();
  seen = (await system.cdrs()).length;
});

const eventsOf = (kind: string) =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["callId", "data"]).where("kind", "=", kind).execute(),
  );
const reached = (kind: string, times: number) => expect.poll(async () => (await eventsOf(kind)).length).toBe(times);

/** Calls from the exchange, chooses the agents in the menu, and waits until the call is in the queue. */
async function callIntoQueue(code = CODE): Promise<void> {
  const menus = async () =>
    (await eventsOf("flow.entered")).filter(({ data }) => (data as { stepId: string }).stepId === "menu").length;
  const [before, joined] = [await menus(), (await eventsOf("queue.joined")).length];
  await caller.command("dial", `sip:${code}@127.0.0.1:${system.port}`);
  await expect.poll(menus).toBe(before + 1);
  await caller.command("sndcode", "2");
  await reached("queue.joined", joined + 1);
}

async function lastRecord() {
  await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
  const record = (await system.cdrs()).at(-1);
  return { record, kinds: await system.events(String(record?.["callId"])) };
}

const news = () => queues.news();
const talk = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function heardBy(phone: DeskPhone): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(phone.heard);
}

describe("a caller who chooses the agents", () => {
  it("waits, is joined with the one who is free, each hears the other, and is bid farewell after him", async () => {
    await callIntoQueue();
    await queues.logIn(sari);
    await reached("talk.began", 1);
    await talk(TALK_MS);
    await agent.command("hangup");
    const { record, kinds } = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "system", phoneId: agentPhoneId, code: CODE });
    expect(kinds.filter((kind) => !["digits.received", "leg.ringing"].includes(kind))).toEqual([
      ...["call.received", "call.permitted", "flow.began", "flow.entered", "call.answered", "flow.entered"],
      ...["task.ended", "flow.chose", "flow.entered", "queue.joined", "leg.invited", "talk.began", "recording.began"],
      ...["talk.ended", "task.ended", "flow.entered", "flow.ended", "recording.ended", "call.ended"],
    ]);
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneShare(recording.wav, CALLER_HZ, 0)).toBeGreaterThan(0.8);
    expect(toneShare(recording.wav, AGENT_HZ, 1)).toBeGreaterThan(0.8);
    await expect.poll(news).toEqual(["contact.entered", "contact.presented", "contact.answered", "contact.closed"]);
    expect(toneShare(await heardBy(agent), CALLER_HZ)).toBeGreaterThan(0.8);
    const heard = await heardBy(caller);
    // The recording announcement takes a part of the talk.
    expect(toneSeconds(heard, AGENT_HZ)).toBeGreaterThan(1.5);
    expect(promptShare(heard, await readFile(path.join(PROMPTS, "goodbye.wav")))).toBeGreaterThan(0.8);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });

  it("is taken by one of two who are rung; the other phone hears that the call was completed elsewhere", async () => {
    const ringing = runSipp({
      folder: system.folder,
      scenario: ringingInVain(26),
      limitMs: 60_000,
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(strangerPort), "-m", "1"],
    });
    for (const agentId of everybody) await queues.logIn(agentId);
    const talks = (await eventsOf("talk.began")).length;
    await callIntoQueue(ALL_CODE);
    await reached("talk.began", talks + 1);
    const other = await ringing;
    expect(other.code, other.output.slice(-2_000)).toBe(0);
    await caller.command("hangup");
    await lastRecord();
    await expect.poll(news).toEqual(["contact.entered", "contact.presented", "contact.answered", "contact.closed"]);
  });

  it("who hangs up while he waits has left, and the phone that rings for him stops", async () => {
    const ringing = runSipp({
      folder: system.folder,
      scenario: ringingInVain(16),
      limitMs: 60_000,
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(strangerPort), "-m", "1"],
    });
    const rung = (await eventsOf("leg.ringing")).length;
    await queues.logIn(budi);
    await callIntoQueue();
    await reached("leg.ringing", rung + 1);
    await caller.command("hangup");
    const { record } = await lastRecord();
    expect(record).toMatchObject({ outcome: "abandoned", endedBy: "caller", phoneId: null });
    await expect.poll(news).toEqual(["contact.entered", "contact.presented", "contact.closed"]);
    expect((await ringing).code).toBe(0);
  });

  it("is offered to the next one when an agent declines", async () => {
    const declining = runSipp({
      folder: system.folder,
      scenario: refusing(486, "Busy Here"),
      limitMs: 60_000,
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(strangerPort), "-m", "1"],
    });
    const talks = (await eventsOf("talk.began")).length;
    await queues.logIn(budi);
    await callIntoQueue();
    await expect.poll(news).toContain("contact.missed");
    await queues.logIn(sari);
    await reached("talk.began", talks + 1);
    await caller.command("hangup");
    const { record } = await lastRecord();
    expect(record).toMatchObject({ phoneId: agentPhoneId });
    expect((await eventsOf("agent.missed")).map(({ data }) => data)).toMatchObject([
      { agentId: budi, why: "declined" },
    ]);
    expect((await declining).code).toBe(0);
  });
});

describe("an agent who makes a call of his own", () => {
  const stateOf = async () =>
    (
      await inTenant(system.database.db, system.tenantId, (trx) =>
        trx.selectFrom("agentStatus").select("state").where("agentId", "=", sari).executeTakeFirst(),
      )
    )?.state;

  it("is rung for nobody until he has hung up", async () => {
    const talks = (await eventsOf("talk.began")).length;
    await queues.logIn(sari);
    await agent.command("dial", `sip:${CALLBACK_CODE}@127.0.0.1:${system.port}`);
    await expect.poll(stateOf).toBe("elsewhere");
    await callIntoQueue();
    expect(await news()).toEqual(["contact.entered"]);
    await agent.command("hangup");
    await reached("talk.began", talks + 1);
    await expect.poll(news).toEqual(["contact.entered", "contact.presented", "contact.answered"]);
    await caller.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 2);
  });
});

describe("a caller who would rather be called back", () => {
  const callbacks = () =>
    inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("queueCallback").select(["number", "outcome", "dialledAt"]).orderBy("askedAt").execute(),
    );

  /** The results of all bookings. */
  const bookings = async () =>
    (await eventsOf("task.ended")).flatMap(({ data }) => {
      const { task, result } = data as { task: string; result: string };
      return task === "book-callback" ? [result] : [];
    });

  /** Requests a callback by a key; the call then ends. */
  async function book(): Promise<void> {
    const [before, entered] = [(await bookings()).length, (await eventsOf("flow.entered")).length];
    const records = (await system.cdrs()).length;
    await caller.command("dial", `sip:${CALLBACK_CODE}@127.0.0.1:${system.port}`);
    await reached("flow.entered", entered + 1);
    // DTMF counts only after the call is answered.
    const isTaken = async () => (await bookings()).length > before;
    const pressed = async () => {
      await caller.command("sndcode", "1");
      return vi.waitUntil(isTaken, { timeout: 2_000 }).catch(() => false);
    };
    await vi.waitUntil(pressed, { timeout: 15_000 });
    await expect.poll(async () => (await system.cdrs()).length).toBe(records + 1);
  }

  it("keeps his place, is rung once when an agent is there, and both hear each other", async () => {
    await book();
    expect(await bookings()).toEqual(["callback-booked"]);
    expect(await callbacks()).toMatchObject([{ number: CALLER, outcome: null, dialledAt: null }]);
    await book();
    expect((await bookings()).toSorted()).toEqual(["callback-booked", "callback-refused"]);
    await queues.forget();
    const records = (await system.cdrs()).length;
    const customer = runSipp({
      folder: system.folder,
      scenario: answeringAs(CALLER, CALLBACK_CODE),
      limitMs: 60_000,
      // SIPp echoes the received audio.
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(SIPP_PORT), "-mp", String(await freePort()), "-rtp_echo", "-m", "1"],
    });
    await queues.logIn(sari);
    await expect.poll(news).toContain("contact.answered");
    await talk(TALK_MS);
    await agent.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(records + 1);
    const record = (await system.cdrs()).at(-1);
    expect(record).toMatchObject({ direction: "outbound", called: CALLER, code: CALLBACK_CODE, phoneId: agentPhoneId });
    expect(record).toMatchObject({ outcome: "answered", endedBy: "caller" });
    const kinds = await system.events(String(record?.["callId"]));
    expect(kinds.filter((kind) => kind !== "leg.ringing")).toEqual([
      ...["call.received", "call.permitted", "leg.invited", "leg.invited", "call.answered", "recording.began"],
      ...["recording.ended", "call.ended"],
    ]);
    const told = ["contact.presented", "contact.dialled", "contact.answered", "contact.closed"];
    await expect.poll(news).toEqual(told);
    expect(await callbacks()).toMatchObject([{ number: CALLER, outcome: "answered" }]);
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneShare(recording.wav, AGENT_HZ, 0)).toBeGreaterThan(0.8);
    expect(toneShare(recording.wav, AGENT_HZ, 1)).toBeGreaterThan(0.8);
    const answered = await customer;
    expect(answered.code, answered.output.slice(-2_000)).toBe(0);
    // The agent's audio reached the customer and was echoed.
    const heard = await heardBy(agent);
    expect(toneSeconds(heard, AGENT_HZ)).toBeGreaterThan(1.5);
    expect(promptShare(heard, await readFile(path.join(PROMPTS, "calling-back.wav")))).toBeGreaterThan(0.8);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
    expect([...system.running.status().channels.values()].reduce((sum, count) => sum + count, 0)).toBe(0);
  });

  it("on a website is rung once an agent has answered, and both hear each other", async () => {
    const number = "081110000049";
    const asked = await requestWebCallback(system, { queueId: QUEUE, code: CALLBACK_CODE, number });
    const records = (await system.cdrs()).length;
    const customer = runSipp({
      folder: system.folder,
      scenario: answeringAs(number, CALLBACK_CODE),
      limitMs: 60_000,
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(SIPP_PORT), "-mp", String(await freePort()), "-rtp_echo", "-m", "1"],
    });
    // The customer is not called before an agent is available.
    await expect.poll(async () => (await asked()).state).toBe("due");
    await expect.poll(news).toEqual(["contact.planned"]);
    await queues.logIn(sari);
    await expect.poll(news).toContain("contact.answered");
    await talk(TALK_MS);
    await agent.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(records + 1);
    const record = (await system.cdrs()).at(-1);
    expect(record).toMatchObject({ direction: "outbound", called: number, code: CALLBACK_CODE, phoneId: agentPhoneId });
    expect(record).toMatchObject({ outcome: "answered" });
    await expect.poll(asked).toMatchObject({ state: "reached", tries: 1 });
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneShare(recording.wav, AGENT_HZ, 0)).toBeGreaterThan(0.8);
    const answered = await customer;
    expect(answered.code, answered.output.slice(-2_000)).toBe(0);
    // The agent's audio reached the web caller and was echoed.
    expect(toneSeconds(await heardBy(agent), AGENT_HZ)).toBeGreaterThan(1.5);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});

describe("keys of another program", () => {
  it.each(["event", "info"] as const)("are taken by %s: the caller chooses, and hears out to the end", async (by) => {
    const keys = [{ key: "3", by, afterMs: 4_500 }] as const;
    const call = await runSipp({
      folder: system.folder,
      scenario: pressingCaller(CODE, keys),
      limitMs: 60_000,
      args: ["-i", SIPP, "-mi", SIPP, "-p", String(SIPP_PORT), "-m", "1", `127.0.0.1:${system.port}`],
    });
    expect(call.code, call.output.slice(-3_000)).toBe(0);
    const { record } = await lastRecord();
    expect(record).toMatchObject({ outcome: "automated", endedBy: "system" });
    const chosen = (await eventsOf("flow.chose")).filter(({ callId }) => callId === record?.["callId"]);
    expect(chosen.map(({ data }) => data)).toMatchObject([{ label: "Selesai", keys: "3" }]);
  });
});

describe("a caller whose sound is followed to his last key", () => {
  it("hears where he is led, talks, and rates it; record, story and report say the same of him", async () => {
    const phone = await system.addPhone({ extension: "203" });
    const agentId = await queues.addAgent(ASKED, phone.id);
    const call = await followCall({
      address: PROBE,
      code: ASKED_CODE,
      callerNumber: "+6281110046",
      log: testLog,
      chance: mulberry32(46),
      phone: {
        user: phone.username,
        domain: "127.0.0.1",
        address: "127.0.0.1",
        port: system.port,
        transport: "udp",
        password: phone.password,
      },
    });
    const heard = async (name: string, from = 0) => {
      const wav = readWav(await readFile(path.join(PROMPTS, name)));
      const sound = wav.ok ? (wav.value.channels[0]?.subarray(0, 32_000) ?? new Int16Array(0)) : new Int16Array(0);
      const share = () => likenessIn(call.heard().subarray(from), sound);
      await expect.poll(share, { timeout: 20_000, interval: 1_000 }).toBeGreaterThan(0.8);
    };
    const fromMs = Math.floor(Date.now() / HALF_HOUR_MS) * HALF_HOUR_MS;
    await expect(call.answered).resolves.toBe(true);
    await heard("welcome.wav");
    const joined = (await eventsOf("queue.joined")).length;
    call.press("2");
    await reached("queue.joined", joined + 1);
    const inQueue = call.heard().length;
    await heard("position.wav", inQueue);
    await heard("../music.wav", inQueue);
    await queues.logIn(agentId);
    const shorter = () => Math.min(call.tonesMs().caller, call.tonesMs().phone);
    await expect.poll(shorter).toBeGreaterThan(1_500);
    call.phoneHangsUp();
    const served = call.heard().length;
    await heard("survey-question.wav", served);
    call.press("5");
    await heard("survey-thanks.wav", served);
    const { record, kinds } = await lastRecord();
    const seenBy = call.raw();
    await call.hangUp();
    await call.close();

    // The call record agrees with the call's events and with the caller's clock.
    expect(record).toMatchObject({ outcome: "answered", endedBy: "system", phoneId: phone.id, caller: "+6281110046" });
    const talkMs = Number(record?.["talkMs"]);
    expect(Math.abs(talkMs - (Number(seenBy.caller.endedMs) - Number(seenBy.caller.answeredMs)))).toBeLessThan(300);
    const rows = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx
        .selectFrom("callEvent")
        .selectAll()
        .where("callId", "=", String(record?.["callId"]))
        .orderBy("sequence")
        .execute(),
    );
    const atMs = (kind: string) => Number(rows.find((row) => row.kind === kind)?.elapsedUs) / 1_000;
    const given = rows.flatMap(({ kind, data }) =>
      kind === "digits.received" ? [(data as { readonly digits: string }).digits] : [],
    );
    expect(given).toEqual(["2", "5"]);
    expect(kinds.lastIndexOf("digits.received")).toBeGreaterThan(kinds.indexOf("talk.ended"));

    // The contact's timeline: its waiting and talk times agree with the call's events.
    const contacts = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("queueEvent").selectAll().where("queueId", "=", ASKED).orderBy("sequence").execute(),
    );
    const story = (kind: string) =>
      contacts.find((event) => event.kind === kind)?.body as Readonly<Record<string, unknown>> | undefined;
    expect(story("contact.entered")).toMatchObject({ position: 1, toldMs: null });
    expect(story("contact.answered")).toMatchObject({ agentId });
    const closed = story("contact.closed");
    expect(closed).toMatchObject({ outcome: "answered", waitedMs: story("contact.answered")?.["waitedMs"] });
    expect(Math.abs(Number(closed?.["waitedMs"]) - (atMs("talk.began") - atMs("queue.joined")))).toBeLessThan(300);
    expect(Math.abs(Number(closed?.["talkMs"]) - (atMs("talk.ended") - atMs("talk.began")))).toBeLessThan(300);
    const [answeredBy] = seenBy.phone;
    const phoneMs = Number(answeredBy?.endedMs) - Number(answeredBy?.answeredMs);
    expect(Math.abs(Number(closed?.["talkMs"]) - phoneMs)).toBeLessThan(500);

    // The report agrees with the timeline, in the half hour of the call's arrival.
    const report = await readQueueReport(
      { db: system.database.db, nowMs: Date.now() },
      {
        tenantId: system.tenantId,
        zone: "Asia/Jakarta",
        queueId: ASKED,
        range: { fromMs, untilMs: fromMs + 2 * HALF_HOUR_MS },
      },
    );
    if (!report.ok) throw new Error(report.refusal);
    const counted = [...rowsOf(report.value)].filter(({ offered }) => offered > 0);
    expect(counted).toMatchObject([
      {
        offered: 1,
        answered: 1,
        answeredWithin: 1,
        abandoned: 0,
        overflowed: 0,
        left: 0,
        restarted: 0,
        waitMs: closed?.["waitedMs"],
        longestWaitMs: closed?.["waitedMs"],
        talkMs: closed?.["talkMs"],
        asaMs: closed?.["waitedMs"],
        ahtMs: closed?.["talkMs"],
        levelAll: 1,
      },
    ]);
  });
});
