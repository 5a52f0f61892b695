import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { sealPhoneSecret } from "../../src/service/phones/wire.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawOptions } from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.3";
const CODE = "1500961";

let system: TestSystem;
let folder: string;
let sipPort: number;
let phonePort: number;
let tenantId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-calls-"));
  sipPort = await freePort();
  phonePort = await freePort();
  system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  await setUp();
});

afterAll(async () => {
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A line at the gateway's address and a code that rings one phone, as rows. */
async function setUp(): Promise<void> {
  const { db } = system.database;
  const { ids } = system.town;
  const createdAt = new Date();
  const tenants = () => db.selectFrom("tenant").select("id").execute();
  while ((await tenants()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  tenantId = (await tenants())[0]?.id ?? "";
  const key = await keyFromFile(system.dataFolder, "service");
  const [trunkId, phoneId] = [ids.next(), ids.next()];
  const sealedSecret = sealPhoneSecret(key, { id: phoneId, username: "meja-901", password: ids.secret(10) });
  await db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const line = { name: "E1", kind: "e1-gateway", carrier: "Operator Uji", agreementNumber: "PKS-1", channelsMax: 30 };
    const at = { host: GATEWAY, port: 5_060, transport: "udp" };
    await trx
      .insertInto("trunk")
      .values({ id: trunkId, tenantId, ...line, ...at, createdAt })
      .execute();
    await trx
      .insertInto("trunkAddress")
      .values({ address: GATEWAY, trunkId, tenantId, approvedAt: new Date() })
      .execute();
    const phone = { id: phoneId, tenantId, extension: "901", name: "Meja", username: "meja-901", sealedSecret };
    await trx
      .insertInto("phone")
      .values({ ...phone, createdAt })
      .execute();
    const number = { code: CODE, tenantId, label: "Layanan", isRecorded: true, createdAt };
    await trx.insertInto("serviceNumber").values(number).execute();
    await trx.insertInto("serviceNumberPhone").values({ code: CODE, phoneId, tenantId, position: 0 }).execute();
    const binding = { contact: `sip:meja@${PHONES}:${phonePort}`, sourceAddress: PHONES, sourcePort: phonePort };
    const said = { transport: "udp", sipCallId: "uji", cseq: 1, userAgent: "uji" };
    const times = { registeredAt: createdAt, expiresAt: new Date(Date.now() + 3_600_000) };
    await trx
      .insertInto("phoneBinding")
      .values({ phoneId, tenantId, ...binding, ...said, ...times })
      .execute();
  });
}

/** How many rows of the tenant a table has. */
const count = (table: "cdr" | "openCall") =>
  inTenant(
    system.database.db,
    tenantId,
    async (trx) => (await trx.selectFrom(table).select("callId").execute()).length,
  );

const answered = () =>
  inTenant(system.database.db, tenantId, async (trx) => {
    const rows = await trx.selectFrom("callEvent").select("callId").where("kind", "=", "call.answered").execute();
    return rows.length;
  });

const outcomes = async () => {
  const rows = await inTenant(system.database.db, tenantId, (trx) => trx.selectFrom("cdr").select("outcome").execute());
  return rows.map(({ outcome }) => outcome);
};

const phones = (calls: number, stop?: AbortSignal) =>
  runSipp({
    ...{ folder, scenario: ANSWERING, limitMs: 60_000, ...(stop === undefined ? {} : { stop }) },
    args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", String(calls)],
  });

const callers = (calls: number, talkMs: number) =>
  runSipp({
    ...{ folder, scenario: gatewayCalls(CODE, talkMs), limitMs: 60_000 },
    args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(calls), "-r", "20", `127.0.0.1:${sipPort}`],
  });

/** The switch is killed and is there again, with the lines, phones and bindings of the tables. */
async function restartSwitch(): Promise<void> {
  const before = await system.pidOf("switch");
  await system.kill("switch");
  await expect.poll(() => system.pidOf("switch").catch(() => before), { timeout: 20_000 }).not.toBe(before);
}

describe("calls of a system whose processes are killed", () => {
  it("go on and end with their records while portal, media and database come back", async () => {
    await restartSwitch();
    const taking = phones(8);
    const calling = callers(8, 12_000);
    await expect.poll(answered, { timeout: 15_000 }).toBe(8);
    await system.kill("media");
    await system.kill("portal");
    await system.kill("database");
    const call = await calling;
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await taking).code).toBe(0);
    await expect.poll(() => count("cdr").catch(() => 0), { timeout: 20_000 }).toBe(8);
    expect(new Set(await outcomes())).toEqual(new Set(["answered"]));
    expect(await count("openCall")).toBe(0);
  });

  it("are closed once each when their switch is killed, and phones ring again by themselves", async () => {
    const leaving = new AbortController();
    const taking = phones(6, leaving.signal);
    const calling = callers(6, 16_000);
    await expect.poll(answered, { timeout: 15_000 }).toBe(14);
    await restartSwitch();
    await expect.poll(() => count("openCall"), { timeout: 30_000 }).toBe(0);
    expect((await outcomes()).filter((outcome) => outcome === "system-restart")).toHaveLength(6);
    expect(await count("cdr")).toBe(14);
    expect((await calling).code).not.toBe(0);
    // Nobody hangs up at these phones any more: the switch that knew their calls is gone.
    leaving.abort();
    await taking;
    const again = phones(1);
    const call = await callers(1, 300);
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await again).code).toBe(0);
    await expect.poll(() => count("cdr"), { timeout: 10_000 }).toBe(15);
  });

  it("go on after their switch hung, which its supervisor ends after five seconds", async () => {
    const hungPid = await system.pidOf("switch");
    const asker = await openRawSip("127.0.0.4");
    const hungMs = performance.now();
    process.kill(hungPid, "SIGSTOP");
    let asked = 0;
    const asking = setInterval(() => {
      asked += 1;
      asker.send(rawOptions(asker, `hung${asked}`), sipPort);
    }, 100);
    try {
      // What the hung switch never read is still in its socket and is lost with it.
      const answer = await asker.until(({ status }) => status === 200, 60_000);
      expect(answer.atMs - hungMs).toBeGreaterThan(5_000);
      expect(await system.pidOf("switch")).not.toBe(hungPid);
    } finally {
      clearInterval(asking);
      asker.close();
    }
  });

  it("keep their records when the supervisor is killed, and no process is left behind", async () => {
    await system.kill("supervisor");
    expect(await system.untilGone()).toEqual([]);
    await system.start();
    expect(await count("cdr")).toBe(15);
    expect(await count("openCall")).toBe(0);
  });
});
