import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { startTestServer, type TestServer } from "../../testkit/database.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawInvite } from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.16";
const CODE = "1500791";
const CALLS = 4;
const TALK_MS = 5_000;

let server: TestServer;
let system: TestSwitch;
let phonePort: number;
let exchange: number;
let desk: DeskPhone;

beforeAll(async () => {
  server = await startTestServer();
  system = await openTestSwitch({ access: server.access });
  [phonePort, exchange] = [await freePort(), await freePort()];
  await system.addTrunk({ port: exchange, address: "127.0.0.9", isFirst: true });
  await system.addTrunk({ port: 5_999, address: GATEWAY });
  const phone = await system.addPhone({ extension: "701" });
  await system.bind(phone.id, { contact: `sip:701@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
  await system.addNumber({ code: CODE, phoneIds: [phone.id] });
  const account = await system.addPhone({ extension: "702" });
  desk = await startDeskPhone({
    ...{ folder: path.join(system.folder, "phone-702"), toneHz: 600, answer: "auto", writes: false },
    ...{ registrar: { port: system.port, transport: "udp" }, ...account },
  });
});

afterAll(async () => {
  await desk?.close();
  await system?.close();
  await server?.close();
});

const answered = () =>
  inTenant(system.database.db, system.tenantId, async (trx) => {
    const rows = await trx.selectFrom("callEvent").select("callId").where("kind", "=", "call.answered").execute();
    return rows.length;
  });

describe("a switch whose database is away", () => {
  it("refuses new calls in time, lets emergencies through, leaves talking ones alone, and loses nothing", async () => {
    const phones = runSipp({
      ...{ folder: system.folder, scenario: ANSWERING, limitMs: 60_000 },
      args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", String(CALLS)],
    });
    const callers = runSipp({
      ...{ folder: system.folder, scenario: gatewayCalls(CODE, TALK_MS), limitMs: 60_000 },
      args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(CALLS), "-r", "50", `127.0.0.1:${system.port}`],
    });
    await expect.poll(answered, { timeout: 15_000 }).toBe(CALLS);
    await server.stop();

    const stranger = await openRawSip(GATEWAY);
    const sentMs = performance.now();
    stranger.send(rawInvite(stranger, { called: CODE, port: system.port, id: "late" }), system.port);
    const trying = await stranger.until(({ status }) => status === 100, 2_000);
    expect(trying.atMs - sentMs).toBeLessThan(1_000);
    await desk.command("dial", `sip:112@127.0.0.1:${system.port}`);
    const emergency = runSipp({
      ...{ folder: system.folder, scenario: ANSWERING, limitMs: 60_000 },
      args: ["-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", String(exchange), "-m", "1"],
    });
    await desk.event("CALL_ESTABLISHED");
    const refused = await stranger.until(({ status }) => status >= 200, 15_000);
    expect(refused.status).toBe(503);
    expect(refused.text).toMatch(/^Retry-After: \d+/m);
    expect(refused.atMs - sentMs).toBeGreaterThan(4_500);
    stranger.close();

    const ended = await callers;
    expect(ended.code, ended.output.slice(-2_000)).toBe(0);
    expect((await phones).code).toBe(0);
    expect(system.running.status().backlog).toBeGreaterThan(0);
    await server.start();
    system.running.endCalls();
    await emergency;
    await expect.poll(async () => (await system.cdrs().catch(() => [])).length, { timeout: 30_000 }).toBe(CALLS + 2);
    const records = await system.cdrs();
    const own = records.filter(({ outcome, called }) => outcome === "answered" && called === CODE);
    expect(own).toHaveLength(CALLS);
    for (const record of own) expect(Number(record["talkMs"])).toBeGreaterThan(TALK_MS - 1_000);
    expect(records.filter(({ outcome }) => outcome === "storage-away")).toMatchObject([{ answeredAt: null }]);
    expect(records.find(({ called }) => called === "112")?.["answeredAt"]).not.toBeNull();
    for (const record of records) {
      const kinds = await system.events(String(record["callId"]));
      expect(kinds[0]).toBe("call.received");
      expect(kinds.at(-1)).toBe("call.ended");
    }
    expect(system.running.status()).toMatchObject({ calls: 0, backlog: 0 });
  }, 120_000);
});
