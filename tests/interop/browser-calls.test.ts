import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import { type ClientPass, type VisitPass, writeClientPass } from "../../src/service/telephony/phones/index.ts";
import { type BrowserPhone, openBrowserPhone } from "../../testkit/browser-phone.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { createScriptResolver, flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { type QueuesOfCalls, queuesOfCalls } from "../../testkit/queue-of-calls.ts";
import { toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";
import {
  BROWSER_OFFER,
  DESCRIBED,
  openWebCallerSocket,
  PLAIN_OFFER,
  type WebCallerSocket,
} from "../../testkit/web-caller-socket.ts";

const CODE = "1500931";
const QUEUE_CODE = "1500932";
const QUEUE = "0196a8a0-0000-7000-8000-000000000031";
const GATEWAY = "127.0.0.48";
const WIDGET = "0196a8a0-0000-7000-8000-000000000039";
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const COLLEAGUE_HZ = 1_400;

let system: TestSwitch;
let caller: DeskPhone;
let agent: BrowserPhone;
let colleague: DeskPhone;
let queues: QueuesOfCalls;
let phoneId: string;
let sari: string;
let budi: string;

beforeAll(async () => {
  system = await openTestSwitch({
    withBrowsers: true,
    scriptOf: createScriptResolver(QUEUE_CODE, flowWithQueue(QUEUE)),
  });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110031",
  });
  const account = await system.addPhone({ extension: "301" });
  const other = await system.addPhone({ extension: "302" });
  colleague = await startDeskPhone({
    folder: path.join(system.folder, "colleague"),
    registrar: { port: system.port, transport: "udp" },
    ...other,
    toneHz: COLLEAGUE_HZ,
    answer: "auto",
  });
  queues = queuesOfCalls(system);
  await system.addNumber({ code: QUEUE_CODE, phoneIds: [] });
  await queues.add(QUEUE, { ringMs: 10_000 });
  [sari, budi] = [await queues.addAgent(QUEUE, account.id), await queues.addAgent(QUEUE, other.id)];
  phoneId = account.id;
  await system.addNumber({ code: CODE, phoneIds: [account.id] });
  agent = await openBrowserPhone({ url: system.browsers?.url ?? "", ...account, toneHz: AGENT_HZ });
}, 60_000);

afterAll(async () => {
  await Promise.all([caller?.close(), agent?.close(), colleague?.close()]);
  await system?.close();
});

const untilQuiet = () => expect.poll(() => system.running.status().calls).toBe(0);

let seen = 0;
afterEach(async () => {
  // Ends remaining calls, so that the next test starts without one.
  await caller.command("hangup");
  await untilQuiet();
  await queues.forget();
  seen = (await system.cdrs()).length;
});

async function lastRecord() {
  await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
  return (await system.cdrs()).at(-1);
}

/** The events of the current call. */
async function eventsNow(): Promise<readonly string[]> {
  const rows = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select("kind").orderBy("at").execute(),
  );
  return rows.map(({ kind }) => kind);
}

const talk = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The audio that a phone received in its last call; the file is complete once the call has ended. */
async function heardBy(phone: DeskPhone): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(phone.heard);
}

/** Waits until the page has received a tone for so many seconds in total. */
const hears = (seconds: number, hz = CALLER_HZ) =>
  expect.poll(async () => toneSeconds(await agent.heard(), hz), { timeout: 60_000 }).toBeGreaterThan(seconds);

/** Waits until an event has occurred at least so often in all calls: on a busy machine a browser may lose its connection. */
const happened = (kind: string, times: number) =>
  expect
    .poll(async () => (await eventsNow()).filter((one) => one === kind).length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(times);

const heardSoFar = async () => toneSeconds(await agent.heard(), CALLER_HZ);

/** Calls from the trunk, chooses the agents in the menu, and waits until an agent talks with the caller. */
async function talkingByQueue(): Promise<void> {
  const [asked, talks] = [await count("flow.entered"), await count("talk.began")];
  await caller.command("dial", `sip:${QUEUE_CODE}@127.0.0.1:${system.port}`);
  await happened("flow.entered", asked + 2);
  await caller.command("sndcode", "2");
  await happened("talk.began", talks + 1);
}

/** The time of an event's last occurrence. */
async function lastAt(kind: string): Promise<number> {
  const row = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select("at").where("kind", "=", kind).orderBy("at", "desc").executeTakeFirstOrThrow(),
  );
  return row.at.getTime();
}

const count = async (kind: string) => (await eventsNow()).filter((one) => one === kind).length;

describe("a telephone in a page", () => {
  it("is rung and talks with a caller from a line: each hears the other, holds and presses keys", async () => {
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    await hears(2);
    await agent.press("5");
    await agent.act("hold");
    await expect.poll(() => eventsNow()).toContain("hold.began");
    await talk(1_500);
    await agent.act("unhold");
    await expect.poll(() => eventsNow()).toContain("hold.ended");
    await hears(3);
    await agent.act("terminate");
    const record = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "called", code: CODE });
    expect(Number(record?.["holdMs"])).toBeGreaterThan(1_000);
    expect(await system.events(String(record?.["callId"]))).toContain("digits.received");
    expect(toneSeconds(await heardBy(caller), AGENT_HZ)).toBeGreaterThan(2);
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneSeconds(recording.wav, CALLER_HZ, 0)).toBeGreaterThan(2);
    expect(toneSeconds(recording.wav, AGENT_HZ, 1)).toBeGreaterThan(2);
  });

  it("calls a colleague at a desk phone, and each hears the other", async () => {
    await agent.call("302");
    await hears(2, COLLEAGUE_HZ);
    await agent.act("terminate");
    expect(await lastRecord()).toMatchObject({ outcome: "answered", endedBy: "caller", direction: "internal" });
    expect(toneSeconds(await heardBy(colleague), AGENT_HZ)).toBeGreaterThan(1.5);
  });
});

describe("a visitor of a website, whose connection was let in for one call to one number", () => {
  const pass = (own: Partial<VisitPass> = {}): VisitPass => ({
    id: randomUUID(),
    tenantId: system.tenantId,
    widgetId: WIDGET,
    mark: randomUUID(),
    code: CODE,
    minutes: 5,
    callsMax: 2,
    ...own,
  });
  const comes = (own: Partial<VisitPass> = {}) => openWebCallerSocket(system.browsers?.url ?? "", pass(own));
  const offered = { body: BROWSER_OFFER, headers: DESCRIBED };
  const toTagIn = (visitor: WebCallerSocket) =>
    /\r\nTo: [^\r]*;tag=(?<tag>[^\r;]+)/.exec(visitor.came.find((text) => text.startsWith("SIP/2.0 200")) ?? "")
      ?.groups?.["tag"] ?? "";
  const calls = () => system.running.status().calls;

  it.each(["301", QUEUE_CODE, "1500999", "02155500100", "110", "119", "*71", "", `${CODE}1`])(
    "calls nobody else: not %s, and not his own number afterwards",
    async (target) => {
      const visitor = await comes();
      expect(await visitor.ask("INVITE", target, offered)).toBe(target === "" ? 400 : 403);
      if (target !== "") expect(await visitor.ask("INVITE", CODE, offered)).toBe(403);
      expect(calls()).toBe(0);
      visitor.close();
    },
  );

  it("signs in nowhere, writes nobody, hands nobody on and asks for nothing else", async () => {
    const visitor = await comes();
    const methods = ["REGISTER", "MESSAGE", "SUBSCRIBE", "REFER", "NOTIFY", "OPTIONS", "PUBLISH", "PRACK"];
    for (const method of methods)
      expect([method, await visitor.ask(method, CODE, { headers: ["Refer-To: <sip:301@127.0.0.1>"] })]).toEqual([
        method,
        405,
      ]);
    for (const method of ["BYE", "INFO", "UPDATE"])
      expect([method, await visitor.ask(method, CODE, { inside: "nobody" })]).toEqual([method, 481]);
    const bound = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("phoneBinding").select("contact").execute(),
    );
    expect(bound.filter(({ contact }) => contact.includes("visitor"))).toEqual([]);
    visitor.close();
  });

  it("is refused where another call centre's pass names this number, where a pass is none, and by an offer in the clear", async () => {
    const tenantId = randomUUID();
    await system.database.db
      .insertInto("tenant")
      .values({ id: tenantId, name: "Lain", createdAt: new Date() })
      .execute();
    const strange = await comes({ tenantId });
    expect(await strange.ask("INVITE", CODE, offered)).toBe(404);
    strange.close();
    const forged = await openWebCallerSocket(system.browsers?.url ?? "", '{"id":"1"}');
    forged.say("INVITE", CODE, offered);
    const plain = await comes();
    expect(await plain.ask("INVITE", CODE, { body: PLAIN_OFFER, headers: DESCRIBED })).toBe(488);
    expect(forged.came).toEqual([]);
    for (const one of [forged, plain]) one.close();
    // The refused offer has a call record, as any refused call; the record of the first attempt belongs to the other call centre.
    await lastRecord();
  });

  it("has one call: no second beside it, no transfer in it, no hand in another's; it ends with his connection", async () => {
    const id = randomUUID();
    const visitor = await comes({ id, callsMax: 1 });
    expect(await visitor.ask("INVITE", CODE, offered)).toBe(200);
    const inside = toTagIn(visitor);
    visitor.say("ACK", CODE, { inside });
    expect(await visitor.ask("INVITE", CODE, { ...offered, callId: randomUUID() })).toBe(403);
    expect(await visitor.ask("REFER", CODE, { inside, headers: ["Refer-To: <sip:302@127.0.0.1>"] })).toBe(405);
    // The widget's only call slot is in use; another widget has its own limit.
    const second = await comes({ callsMax: 1 });
    expect(await second.ask("INVITE", CODE, offered)).toBe(486);
    // A request inside a dialog is refused on another connection, even with the dialog's full identifiers.
    expect(await second.ask("BYE", CODE, { inside, callId: visitor.callId, tag: visitor.tag })).toBe(481);
    expect(calls()).toBe(1);
    visitor.close();
    second.close();
    await untilQuiet();
    const record = await lastRecord();
    expect(record).toMatchObject({
      callId: id,
      direction: "inbound",
      caller: "anonymous",
      code: CODE,
      endedBy: "caller",
    });
    expect(await system.events(id)).not.toContain("transfer.asked");
    const after = await comes({ callsMax: 1 });
    expect(await after.ask("INVITE", CODE, offered)).toBe(200);
    after.close();
    await untilQuiet();
    seen += 1;
  });

  it("shares with all other visitors no more places than the installation has for them", async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => comes({ widgetId: randomUUID(), callsMax: 5 })));
    const answers = await Promise.all(many.map((one) => one.ask("INVITE", CODE, offered)));
    expect(answers.filter((status) => status === 486).length).toBeGreaterThanOrEqual(1);
    for (const one of many) one.close();
    await untilQuiet();
  });
});

describe("a browser with a token, whose connection is one name", () => {
  const application = randomUUID();
  const APPLICATION = `AP${application.replaceAll("-", "")}`;
  const comes = (own: Partial<ClientPass> = {}) =>
    openWebCallerSocket(
      system.browsers?.url ?? "",
      writeClientPass({
        kind: "client",
        id: randomUUID(),
        tenantId: system.tenantId,
        identity: "sari",
        isRung: true,
        applicationId: application,
        untilMs: Date.now() + 600_000,
        ...own,
      }),
    );
  const offered = { body: BROWSER_OFFER, headers: DESCRIBED };

  it("says where it is rung and calls its application, and nothing else is answered otherwise than by no", async () => {
    const client = await comes();
    expect(await client.ask("REGISTER", "sari")).toBe(200);
    for (const target of ["301", CODE, QUEUE_CODE, "110", "*71", "sari", `${APPLICATION}0`, `AP${"0".repeat(32)}`])
      expect([target, await client.ask("INVITE", target, offered)]).toEqual([target, 403]);
    // The call centre has no such application.
    expect(await client.ask("INVITE", APPLICATION, offered)).toBe(404);
    const forged = { ...offered, headers: [...DESCRIBED, "X-Parameters: From=%2B62811"] };
    expect(await client.ask("INVITE", APPLICATION, forged)).toBe(400);
    for (const method of ["MESSAGE", "SUBSCRIBE", "REFER", "NOTIFY", "OPTIONS", "PUBLISH", "PRACK"])
      expect([method, await client.ask(method, APPLICATION)]).toEqual([method, 405]);
    for (const method of ["BYE", "INFO", "UPDATE"])
      expect([method, await client.ask(method, APPLICATION, { inside: "nobody" })]).toEqual([method, 481]);
    client.close();
  });

  it("is rung and calls no longer than its token counts, and only as far as that says", async () => {
    // A connection whose token has expired is closed within a second or two; others stay open.
    await (await comes({ untilMs: Date.now() - 1 })).gone;
    const silent = await comes({ isRung: false });
    expect(await silent.ask("REGISTER", "sari")).toBe(403);
    const deaf = await comes({ applicationId: null });
    expect(await deaf.ask("INVITE", APPLICATION, offered)).toBe(403);
    expect(await deaf.ask("INVITE", "null", offered)).toBe(403);
    expect(await deaf.ask("REGISTER", "sari")).toBe(200);
    expect(system.running.status().calls).toBe(0);
    for (const one of [silent, deaf]) one.close();
  });
});

describe("a talk whose browser is lost", () => {
  it("goes on after the process of browsers' sound was killed: the page is offered another connection", async () => {
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    const before = await heardSoFar();
    await hears(before + 1);
    const [gone, came] = [await count("device.away"), await count("device.back")];
    await system.browsers?.killSound();
    await happened("device.away", gone + 1);
    await system.browsers?.startSound();
    await happened("device.back", came + 1);
    const cut = await heardSoFar();
    await hears(cut + 2);
    await agent.act("terminate");
    expect(await lastRecord()).toMatchObject({ outcome: "answered", endedBy: "called" });
    expect(toneSeconds(await heardBy(caller), AGENT_HZ)).toBeGreaterThan(2.5);
  });

  it("goes on when its page is opened anew: the phone is rung again for it, and the queue notices nothing", async () => {
    await queues.logIn(sari);
    await talkingByQueue();
    await hears((await heardSoFar()) + 1);
    const came = await count("device.back");
    await agent.reload();
    await happened("device.back", came + 1);
    await hears(2);
    expect(await queues.news()).toEqual(["contact.entered", "contact.presented", "contact.answered"]);
    await agent.act("terminate");
    expect(await lastRecord()).toMatchObject({ outcome: "answered", phoneId });
    expect(toneSeconds(await heardBy(caller), AGENT_HZ)).toBeGreaterThan(2);
  });

  it("goes to a colleague when the browser has died and nobody has come back", async () => {
    await talkingByQueue();
    await queues.logIn(budi);
    const talks = await count("talk.began");
    await agent.crash();
    await happened("talk.began", talks + 1);
    const [lostAt, foundAt] = [await lastAt("device.away"), await lastAt("talk.began")];
    expect(foundAt - lostAt).toBeGreaterThanOrEqual(20_000);
    // The recording announcement is played again, to the colleague too.
    await talk(5_000);
    await caller.command("hangup");
    await lastRecord();
    expect(toneSeconds(await heardBy(caller), COLLEAGUE_HZ)).toBeGreaterThan(1);
  });
});
