import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hashPassword } from "../../src/identity/wire.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/telephony/phones/wire.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { tablesThatHold } from "../../testkit/found-in-database.ts";
import { freePort } from "../../testkit/free-port.ts";
import { liveFlows } from "../../testkit/live-flow.ts";
import { rulesText } from "../../testkit/queue-fixture.ts";
import { openRawSip, rawInvite } from "../../testkit/raw-sip.ts";
import { promptShare } from "../../testkit/sound.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.49";
const STRANGER = "127.0.0.67";
const CODE = "1500966";
const CALLER = "081110000049";
/** Long enough not to occur elsewhere by coincidence. */
const PIN = "58203917";
const WRONG = "69314028";
/** The PIN dialled directly behind the code. */
const DIALLED = "*50305*58203917";
const PROMPTS = path.resolve(import.meta.dirname, "../../prompts/id");

let system: TestSystem;
let log: FileHandle;
let logFile: string | undefined;
let sipPort: number;
let tenantId: string;
let phoneId: string;
let agentId: string;
let phone: DeskPhone;
let caller: DeskPhone;

beforeAll(async () => {
  sipPort = await freePort();
  logFile = path.join(os.tmpdir(), `sambung-desk-codes-${sipPort}.log`);
  log = await open(logFile, "w");
  const env = { SAMBUNG_SIP_PORT: String(sipPort), SAMBUNG_LOG_LEVEL: "debug" };
  system = await startTestSystem(env, undefined, log.fd);
  const tenants = () => system.database.db.selectFrom("tenant").select("id").execute();
  await vi.waitUntil(async () => (await tenants()).length === 1, { timeout: 20_000 });
  tenantId = (await tenants())[0]?.id ?? "";
  const port = await freePort();
  await setUp(port);
  caller = await startGateway({
    folder: path.join(system.dataFolder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port,
    number: CALLER,
  });
});

afterAll(async () => {
  await Promise.all([caller?.close(), phone?.close()]);
  await system?.close();
  await log?.close();
  if (logFile !== undefined) await rm(logFile, { force: true });
});

/** Inserts a trunk, a code that leads to a queue, a phone, and an agent with a number; the switch reads them by itself. */
async function setUp(port: number): Promise<void> {
  const { ids } = system.kit;
  const { db } = system.database;
  const [createdAt, queueId, trunkId] = [new Date(), ids.next(), ids.next()];
  [phoneId, agentId] = [ids.next(), ids.next()];
  const account = { id: phoneId, username: "phone-201", password: "rahasia-201" };
  const sealedSecret = sealPhoneSecret(await keyFromFile(system.dataFolder, "service"), account);
  const deskPinHash = await hashPassword(PIN);
  await db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: GATEWAY, port, transport: "udp" };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at, createdAt })
      .execute();
    await trx
      .insertInto("trunkAddress")
      .values({ address: GATEWAY, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: false, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    const rules = rulesText({ joinWhile: "always", stayWhile: "always", wrapUpMs: 0, ringMs: 20_000 });
    await trx.insertInto("queue").values({ id: queueId, tenantId, name: "Umum", rules, createdAt }).execute();
    const desk = { id: phoneId, tenantId, extension: "201", name: "Meja", username: account.username };
    await trx
      .insertInto("phone")
      .values({ ...desk, sealedSecret, createdAt })
      .execute();
    const agent = { id: agentId, tenantId, name: "Sari", deskNumber: "305", deskPinHash, createdAt };
    await trx.insertInto("agent").values(agent).execute();
    await trx.insertInto("agentQueue").values({ agentId, queueId, tenantId, tier: 1 }).execute();
  });
  const running = { refresh: async () => undefined };
  const flows = await liveFlows({ database: system.database, tenantId, running, folder: system.dataFolder });
  await flows.assign(CODE, await flows.publish(flowWithQueue(queueId)));
}

const eventsOf = (kind: string) =>
  inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["callId", "data"]).where("kind", "=", kind).orderBy("at").execute(),
  );
const cdrs = () =>
  inTenant(system.database.db, tenantId, (trx) => trx.selectFrom("cdr").selectAll().orderBy("beganAt").execute());
const seats = () =>
  inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("agentStatus").select(["agentId", "phoneId", "state"]).execute(),
  );
const seated = (state: string) =>
  expect.poll(seats, { timeout: 20_000, interval: 50 }).toEqual([{ agentId, phoneId, state }]);
const results = async () =>
  (await eventsOf("task.ended")).flatMap(({ data }) => {
    const { task, result } = data as { task: string; result: string };
    return task === "ask-desk" ? [result] : [];
  });

const dial = (one: DeskPhone, number: string) => one.command("dial", `sip:${number}@127.0.0.1:${sipPort}`);

/** Waits until the calls to a number have so many records. */
const recorded = (called: string, times: number) =>
  expect
    .poll(async () => (await cdrs()).filter((one) => one.called === called).length, { timeout: 20_000 })
    .toBe(times);

async function press(one: DeskPhone, keys: string): Promise<void> {
  for (const key of keys) await one.command("sndcode", key);
}

/** Waits until the last call has played this sentence to the phone. */
const heard = (sentence: string) =>
  expect
    .poll(async () => promptShare(await readFile(phone.heard), await readFile(path.join(PROMPTS, `${sentence}.wav`))), {
      timeout: 10_000,
    })
    .toBeGreaterThan(0.7);

describe("an agent at a desk phone that is nobody's", () => {
  it("is known by nobody but a phone of the call centre", async () => {
    const stranger = await openRawSip(STRANGER);
    stranger.send(rawInvite(stranger, { called: "*50305", port: sipPort, id: "asing" }), sipPort);
    expect((await stranger.until(({ status }) => status >= 200, 10_000)).status).toBe(401);
    stranger.close();
    await vi.waitUntil(
      async () => {
        await dial(caller, DIALLED);
        return (await cdrs()).some(({ called }) => called === "*50");
      },
      { timeout: 30_000, interval: 1_000 },
    );
    const [record] = await cdrs();
    expect(record).toMatchObject({ called: "*50", direction: "inbound", outcome: "unknown-number", answeredAt: null });
    expect(await seats()).toEqual([]);
  }, 60_000);

  it("dials his PIN in vain, is refused a wrong one, logs in, and sits there when the switch was killed", async () => {
    const registrar = { port: sipPort, transport: "udp" } as const;
    const folder = path.join(system.dataFolder, "meja");
    const account = { username: "phone-201", password: "rahasia-201" };
    phone = await startDeskPhone({ folder, registrar, ...account, toneHz: 600, answer: "auto" });
    const before = (await cdrs()).length;
    await dial(phone, DIALLED);
    await expect.poll(async () => (await cdrs()).length).toBe(before + 1);
    expect((await cdrs()).at(-1)).toMatchObject({ called: "*50", direction: "internal", outcome: "unknown-number" });

    const answered = (await eventsOf("call.answered")).length;
    await dial(phone, "*50305");
    await expect.poll(async () => (await eventsOf("call.answered")).length).toBe(answered + 1);
    await press(phone, `${WRONG}#`);
    await expect.poll(results).toEqual(["desk-refused"]);
    expect(await seats()).toEqual([]);
    await press(phone, "305#");
    await press(phone, `${PIN}#`);
    await expect.poll(results).toEqual(["desk-refused", "desk-done"]);
    await seated("available");
    await heard("desk-logged-in");
    await expect
      .poll(async () => (await cdrs()).at(-1), { timeout: 10_000 })
      .toMatchObject({ called: "*50", direction: "desk", endedBy: "system" });

    const fence = () =>
      inTenant(system.database.db, tenantId, (trx) => trx.selectFrom("acdLease").select("fence").executeTakeFirst());
    const owned = (await fence())?.fence ?? 0;
    await system.kill("switch");
    await vi.waitUntil(async () => ((await fence())?.fence ?? 0) > owned, { timeout: 40_000, interval: 50 });
    await seated("available");
  }, 120_000);

  it("is offered a caller there, talks, pauses with a reason and logs out", async () => {
    const led = async () => (await eventsOf("flow.entered")).length;
    const before = await led();
    await dial(caller, CODE);
    // The greeting, and then the menu.
    await expect.poll(led).toBeGreaterThanOrEqual(before + 2);
    await caller.command("sndcode", "2");
    await expect
      .poll(async () => (await eventsOf("talk.began")).map(({ data }) => data), { timeout: 20_000 })
      .toMatchObject([{ agentId, phoneId }]);
    await phone.command("hangup");
    await seated("available");

    await dial(phone, "*523");
    await recorded("*52", 1);
    await seated("paused");
    await heard("desk-paused");
    await dial(phone, "*53");
    await recorded("*53", 1);
    await seated("available");
    await dial(phone, "*51");
    await recorded("*51", 1);
    await expect.poll(seats).toEqual([]);
    await dial(phone, "*51");
    await recorded("*51", 2);
    await heard("desk-nobody");
  }, 120_000);

  it("has left no key of a PIN behind: in no table, in no log", async () => {
    const own = (await cdrs()).filter(({ direction }) => direction === "desk");
    expect(own.map(({ called }) => called)).toEqual(["*50", "*52", "*53", "*51", "*51"]);
    for (const record of own) expect(record).toMatchObject({ code: null, trunkId: null, recordingId: null, phoneId });
    const callIds = new Set(own.map(({ callId }) => callId));
    expect((await eventsOf("digits.received")).filter(({ callId }) => callIds.has(callId))).toEqual([]);
    const traced = () =>
      inTenant(system.database.db, tenantId, (trx) =>
        trx.selectFrom("sipTrace").select("message").where("message", "like", "INVITE sip:*50%").execute(),
      );
    await expect.poll(async () => (await traced()).length).toBeGreaterThanOrEqual(3);
    for (const secret of [PIN, WRONG, "305*"]) expect(await tablesThatHold(system.access, secret)).toEqual([]);
    const printed = await readFile(logFile ?? "", "utf8");
    expect(printed).toContain("switch.ready");
    expect(printed).not.toMatch(/58203917|69314028/);
    const audited = await system.database.db
      .selectFrom("auditEntry")
      .select(["action", "detail"])
      .where("subjectId", "in", [agentId, phoneId])
      .orderBy("occurredAt")
      .execute();
    expect(audited.map(({ action, detail }) => [action, (detail as { act?: string }).act])).toEqual([
      ["agent.pin-refused", undefined],
      ...["log-in", "pause", "ready", "log-out"].map((act) => ["agent.act-ordered", act]),
    ]);
  }, 60_000);
});
