import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/telephony/phones/wire.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { flowCallingBack, flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { liveFlows } from "../../testkit/live-flow.ts";
import { orderAct, rulesText } from "../../testkit/queue-fixture.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ringingInVain } from "../../testkit/sipp-scenarios.ts";
import { promptShare } from "../../testkit/sound.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.46";
const CODE = "1500963";
/** Callbacks for this code go out over a separate trunk. */
const BACK_CODE = "1500964";
const EXCHANGE = "127.0.0.48";
const CALLER = "081110000046";

let system: TestSystem;
let sipPort: number;
let tenantId: string;
let caller: DeskPhone;
let exchangePort: number;
let queueId: string;
let agentId: string;
const account = { username: "phone-201", password: "rahasia-201" };

beforeAll(async () => {
  sipPort = await freePort();
  system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  const tenants = () => system.database.db.selectFrom("tenant").select("id").execute();
  await vi.waitUntil(async () => (await tenants()).length === 1, { timeout: 20_000 });
  tenantId = (await tenants())[0]?.id ?? "";
  const port = await freePort();
  exchangePort = await freePort();
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
  await caller?.close();
  await system?.close();
});

/** Inserts a trunk, a code and its flow; the switch reads them by itself. */
async function setUp(port: number): Promise<void> {
  const { ids } = system.kit;
  const [createdAt, trunkId] = [new Date(), ids.next()];
  const codes = [CODE, BACK_CODE];
  queueId = ids.next();
  agentId = ids.next();
  const phoneId = ids.next();
  const sealedSecret = sealPhoneSecret(await keyFromFile(system.dataFolder, "service"), { id: phoneId, ...account });
  await system.database.db
    .insertInto("numberMode")
    .values(codes.map((code) => ({ code, mode: "open", source: "licensing", changedAt: createdAt })))
    .execute();
  await inTenant(system.database.db, tenantId, async (trx) => {
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
    const out = { host: EXCHANGE, port: exchangePort, transport: "udp" };
    // Outgoing calls use the first trunk.
    await trx
      .insertInto("trunk")
      .values({ id: ids.next(), tenantId, ...line, name: "Keluar", ...out, createdAt: new Date(0) })
      .execute();
    const numbers = codes.map((code) => ({ code, tenantId, label: "Layanan", isRecorded: true, createdAt }));
    await trx.insertInto("serviceNumber").values(numbers).execute();
    const rules = rulesText({ joinWhile: "always", stayWhile: "always", restMs: 1_000, missedMax: 0, ringMs: 30_000 });
    await trx.insertInto("queue").values({ id: queueId, tenantId, name: "Umum", rules, createdAt }).execute();
    const desk = { id: phoneId, tenantId, extension: "201", name: "Meja", username: account.username };
    await trx
      .insertInto("phone")
      .values({ ...desk, sealedSecret, createdAt })
      .execute();
    const agent = { id: agentId, tenantId, name: "Sari", homePhoneId: phoneId, createdAt };
    await trx.insertInto("agent").values(agent).execute();
    await trx.insertInto("agentQueue").values({ agentId, queueId, tenantId, tier: 1 }).execute();
  });
  const running = { refresh: async () => undefined };
  const flows = await liveFlows({ database: system.database, tenantId, running, folder: system.dataFolder });
  await flows.assign(CODE, await flows.publish(flowWithQueue(ids.next())));
  await flows.assign(BACK_CODE, await flows.publish(flowCallingBack(queueId)));
}

const eventsOf = (kind: string) =>
  inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["callId", "data"]).where("kind", "=", kind).orderBy("at").execute(),
  );
const cdrs = () =>
  inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("cdr").selectAll().where("answeredAt", "is not", null).orderBy("beganAt").execute(),
  );
const inMenu = async () =>
  (await eventsOf("flow.entered")).filter(({ data }) => (data as { stepId: string }).stepId === "menu").length;

/** Calls until the flow has been loaded and handles the call. */
async function callIntoFlow(code: string): Promise<void> {
  const led = (await eventsOf("flow.began")).length;
  const dialled = async () => {
    await caller.command("dial", `sip:${code}@127.0.0.1:${sipPort}`);
    return vi.waitUntil(async () => (await eventsOf("flow.began")).length > led, { timeout: 2_000 }).catch(() => false);
  };
  await vi.waitUntil(dialled, { timeout: 30_000 });
}

/** Calls until the call has reached its menu. */
async function callIntoMenu(): Promise<void> {
  const before = await inMenu();
  await callIntoFlow(CODE);
  await expect.poll(inMenu).toBe(before + 1);
}

describe("a caller in the menu of a flow", () => {
  it("goes on in it when the media process is killed, and his key is taken", async () => {
    await callIntoMenu();
    await system.kill("media");
    await expect.poll(async () => (await eventsOf("media.back")).length).toBe(1);
    await caller.command("sndcode", "3");
    await expect.poll(async () => (await cdrs()).length).toBeGreaterThan(0);
    expect((await cdrs()).at(-1)).toMatchObject({ outcome: "automated", endedBy: "system", code: CODE });
    expect((await eventsOf("flow.chose")).map(({ data }) => data)).toMatchObject([{ label: "Selesai" }]);
    const heard = await readFile(caller.heard);
    const goodbye = await readFile(path.resolve(import.meta.dirname, "../../prompts/id/goodbye.wav"));
    expect(promptShare(heard, goodbye)).toBeGreaterThan(0.8);
  });

  it("is on record with his path when the switch is killed: the call was ended by the restart", async () => {
    const before = (await cdrs()).length;
    await callIntoMenu();
    await system.kill("switch");
    await expect.poll(async () => (await cdrs()).length, { timeout: 40_000 }).toBe(before + 1);
    const record = (await cdrs()).at(-1);
    expect(record).toMatchObject({ outcome: "system-restart", endedBy: "system", code: CODE });
    const kinds = (await eventsOf("flow.entered")).filter(({ callId }) => callId === record?.callId);
    expect(kinds.length).toBeGreaterThanOrEqual(2);
  });
});

describe("a caller who is to be called back", () => {
  const callback = () =>
    inTenant(system.database.db, tenantId, (trx) =>
      trx.selectFrom("queueCallback").select(["number", "outcome", "dialledAt"]).executeTakeFirst(),
    );
  const owner = () =>
    inTenant(system.database.db, tenantId, (trx) =>
      trx.selectFrom("acdLease").select(["fence", "switchId"]).executeTakeFirst(),
    );
  /** Kills the switch; calls that ring at that time are lost. Resolves when the next switch owns the ACD lease. */
  async function killOwner(phone?: DeskPhone): Promise<void> {
    const before = (await owner())?.fence ?? 0;
    await system.kill("switch");
    await phone?.command("hangupall");
    await vi.waitUntil(async () => ((await owner())?.fence ?? 0) > before, { timeout: 40_000, interval: 50 });
  }
  const calledOutside = async () =>
    (await eventsOf("leg.invited")).filter(({ data }) => (data as { trunkId: string | null }).trunkId !== null);
  const ringing = async () => (await eventsOf("leg.ringing")).length;

  it("keeps his place over kills, is dialled once at the most, and is told of when nobody knows what became of it", async () => {
    // The killed switch left this call at the caller's phone.
    await caller.command("hangupall");
    await callIntoFlow(BACK_CODE);
    // DTMF counts only after the call is answered.
    const booked = async () => {
      await caller.command("sndcode", "1");
      return vi.waitUntil(callback, { timeout: 2_000 }).catch(() => undefined);
    };
    await vi.waitUntil(booked, { timeout: 30_000 });
    expect(await callback()).toMatchObject({ number: CALLER, outcome: null, dialledAt: null });
    await killOwner();
    const registrar = { port: sipPort, transport: "udp" } as const;
    const folder = path.join(system.dataFolder, "agent");
    const phone = await startDeskPhone({ folder, registrar, ...account, toneHz: 600, answer: "manual" });
    const ended = new AbortController();
    const customer = runSipp({
      folder: system.dataFolder,
      scenario: ringingInVain(16),
      limitMs: 120_000,
      stop: ended.signal,
      args: ["-i", EXCHANGE, "-mi", EXCHANGE, "-p", String(exchangePort), "-m", "5"],
    });
    try {
      const act = { act: "log-in", phoneId: null } as const;
      const rung = await ringing();
      await orderAct(system.database.db, system.kit, { tenantId, agentId, act });
      await expect.poll(ringing).toBeGreaterThan(rung);
      expect(await callback()).toMatchObject({ dialledAt: null });
      // Killed while the agent's phone rings: the customer was not dialled, so the agent's phone rings again.
      const before = await ringing();
      await killOwner(phone);
      await expect.poll(ringing).toBeGreaterThan(before);
      expect(await calledOutside()).toEqual([]);
      const inside = await ringing();
      await phone.command("accept");
      await expect.poll(ringing).toBeGreaterThan(inside);
      expect(await calledOutside()).toHaveLength(1);
      // Killed while the customer's phone rings: the result is unknown, so the customer is not dialled again.
      await killOwner();
      await expect.poll(callback).toMatchObject({ outcome: "system-restart" });
      const standing = () =>
        inTenant(system.database.db, tenantId, (trx) => trx.selectFrom("agentStatus").select("state").execute());
      await expect.poll(standing).toEqual([{ state: "available" }]);
      expect(await calledOutside()).toHaveLength(1);
      const [callId] = (await calledOutside()).map((one) => one.callId);
      const record = () =>
        inTenant(system.database.db, tenantId, (trx) =>
          trx.selectFrom("cdr").select(["outcome", "called"]).where("callId", "=", String(callId)).executeTakeFirst(),
        );
      await expect.poll(record).toEqual({ outcome: "system-restart", called: CALLER });
    } finally {
      ended.abort();
      await Promise.all([phone.close(), customer]);
    }
  }, 180_000);
});
