import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/telephony/phones/wire.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { restartSwitch } from "../../testkit/switch-restart.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.8";
const CODE = "1500962";

let system: TestSystem;
let sipPort: number;
let tenantId: string;
let gateway: DeskPhone;
let desk: DeskPhone;

beforeAll(async () => {
  sipPort = await freePort();
  system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  const tenants = () => system.database.db.selectFrom("tenant").select("id").execute();
  while ((await tenants()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  tenantId = (await tenants())[0]?.id ?? "";
  const gatewayPort = await freePort();
  const account = await setUp(gatewayPort);
  // A restarted switch loads the rows.
  await restartSwitch(system, sipPort);
  gateway = await startGateway({
    folder: path.join(system.dataFolder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port: gatewayPort,
    number: "+6281110001",
  });
  desk = await startDeskPhone({
    folder: path.join(system.dataFolder, "desk"),
    toneHz: 600,
    answer: "auto",
    writes: false,
    registrar: { port: sipPort, transport: "udp" },
    ...account,
  });
});

afterAll(async () => {
  await Promise.all([gateway?.close(), desk?.close()]);
  await system?.close();
});

/** Inserts a trunk, a phone and a recorded code. */
async function setUp(port: number): Promise<{ readonly username: string; readonly password: string }> {
  const { ids } = system.kit;
  const createdAt = new Date();
  const [trunkId, id, username, password] = [ids.next(), ids.next(), "meja-911", "rahasia-911"];
  const key = await keyFromFile(system.dataFolder, "service");
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
    await trx
      .insertInto("trunkAddress")
      .values({ address: GATEWAY, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const sealedSecret = sealPhoneSecret(key, { id, username, password });
    await trx
      .insertInto("phone")
      .values({ id, tenantId, extension: "911", name: "Meja", username, sealedSecret, createdAt })
      .execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    await trx.insertInto("serviceNumberPhone").values({ code: CODE, phoneId: id, tenantId, position: 0 }).execute();
  });
  return { username, password };
}

const recordings = () =>
  inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("recording").select(["state", "durationMs", "bytes", "lostReason"]).orderBy("beganAt").execute(),
  );

const established = () => desk.events.filter((event) => event["type"] === "CALL_ESTABLISHED").length;

/** Calls the code and talks for three seconds. */
async function talking(): Promise<void> {
  const before = established();
  await gateway.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
  await expect.poll(established).toBe(before + 1);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
}

describe("the recording of a call whose switch is killed", () => {
  it("is kept with what was said until then; none stays under way", async () => {
    await talking();
    expect(await recordings()).toMatchObject([{ state: "recording" }]);
    await system.kill("switch");
    await expect.poll(async () => (await recordings())[0]?.state, { timeout: 40_000 }).toBe("kept");
    const [kept] = await recordings();
    expect(kept?.durationMs).toBeGreaterThan(1_500);
    expect(kept?.bytes).toBeGreaterThan(1_500 * 32);
    expect(kept?.lostReason).toBeNull();
  }, 90_000);
});
