import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { liveFlows } from "../../testkit/live-flow.ts";
import { promptShare } from "../../testkit/sound.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.46";
const CODE = "1500963";

let system: TestSystem;
let sipPort: number;
let tenantId: string;
let caller: DeskPhone;

beforeAll(async () => {
  sipPort = await freePort();
  system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  const tenants = () => system.database.db.selectFrom("tenant").select("id").execute();
  await vi.waitUntil(async () => (await tenants()).length === 1, { timeout: 20_000 });
  tenantId = (await tenants())[0]?.id ?? "";
  const port = await freePort();
  await setUp(port);
  caller = await startGateway({
    ...{ folder: path.join(system.dataFolder, "gateway"), toneHz: 1_000, answer: "auto" },
    ...{ address: GATEWAY, port, number: "+6281110046" },
  });
});

afterAll(async () => {
  await caller?.close();
  await system?.close();
});

/** A line, a code and its flow, as rows; the switch reads them by itself. */
async function setUp(port: number): Promise<void> {
  const { ids } = system.town;
  const [createdAt, trunkId] = [new Date(), ids.next()];
  await system.database.db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(system.database.db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: GATEWAY, port, transport: "udp" };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at, createdAt })
      .execute();
    await trx.insertInto("trunkAddress").values({ address: GATEWAY, trunkId, tenantId }).execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
  });
  const running = { refresh: async () => undefined };
  const flows = await liveFlows({ database: system.database, tenantId, running, folder: system.dataFolder });
  await flows.assign(CODE, await flows.publish(flowWithQueue(ids.next())));
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

/** Calls until the flow has been read and the call stands in its menu. */
async function callIntoMenu(): Promise<void> {
  const before = await inMenu();
  const led = (await eventsOf("flow.began")).length;
  const dialled = async () => {
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    return vi.waitUntil(async () => (await eventsOf("flow.began")).length > led, { timeout: 2_000 }).catch(() => false);
  };
  await vi.waitUntil(dialled, { timeout: 30_000 });
  await expect.poll(inMenu, { timeout: 15_000 }).toBe(before + 1);
}

describe("a caller in the menu of a flow", () => {
  it("goes on in it when the media process is killed, and his key is taken", async () => {
    await callIntoMenu();
    await system.kill("media");
    await expect.poll(async () => (await eventsOf("media.back")).length, { timeout: 15_000 }).toBe(1);
    await caller.command("sndcode", "3");
    await expect.poll(async () => (await cdrs()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect((await cdrs()).at(-1)).toMatchObject({ outcome: "answered", endedBy: "system", code: CODE });
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
