import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { startTestServer, type TestServer } from "../../testkit/database.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawCancel, rawInvite } from "../../testkit/raw-sip.ts";
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
    folder: path.join(system.folder, "phone-702"),
    toneHz: 600,
    answer: "auto",
    writes: false,
    registrar: { port: system.port, transport: "udp" },
    ...account,
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
      folder: system.folder,
      scenario: ANSWERING,
      limitMs: 60_000,
      args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", String(CALLS)],
    });
    const callers = runSipp({
      folder: system.folder,
      scenario: gatewayCalls(CODE, TALK_MS),
      limitMs: 60_000,
      args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(CALLS), "-r", "50", `127.0.0.1:${system.port}`],
    });
    await expect.poll(answered).toBe(CALLS);
    await server.stop();

    const stranger = await openRawSip(GATEWAY);
    const sentMs = performance.now();
    stranger.send(rawInvite(stranger, { called: CODE, port: system.port, id: "late" }), system.port);
    const trying = await stranger.until(({ status }) => status === 100, 2_000);
    expect(trying.atMs - sentMs).toBeLessThan(1_000);
    await desk.command("dial", `sip:112@127.0.0.1:${system.port}`);
    const emergency = runSipp({
      folder: system.folder,
      scenario: ANSWERING,
      limitMs: 60_000,
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
    await expect.poll(async () => (await system.cdrs().catch(() => [])).length).toBe(CALLS + 2);
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

const RINGING = 6;
/** The event buffer has room for the end of one ringing call, not for the next ones. */
const ROOM = { most: 6, reserved: 4 };

describe("a switch with more ends of calls than its room for events holds while the database is away", () => {
  it("writes each of them when the database is back, and leaves no call open", async () => {
    const crowded = await openTestSwitch({ access: server.access, room: ROOM });
    const silent = await openRawSip("127.0.0.17");
    const line = await openRawSip("127.0.0.3");
    try {
      const { db } = crowded.database;
      await crowded.addTrunk({ port: 5_998, address: line.address });
      const phone = await crowded.addPhone({ extension: "711" });
      const contact = `sip:711@${silent.address}:${silent.port}`;
      await crowded.bind(phone.id, { contact, address: silent.address, port: silent.port });
      await crowded.addNumber({ code: "1500792", phoneIds: [phone.id] });
      for (let nth = 0; nth < RINGING; nth += 1) {
        const invite = rawInvite(line, { called: "1500792", port: crowded.port, id: `ring${nth}` });
        line.send(invite, crowded.port);
        await silent.until(() => silent.heard.length > nth, 5_000);
      }
      const open = () => inTenant(db, crowded.tenantId, (trx) => trx.selectFrom("openCall").select("callId").execute());
      await expect.poll(async () => (await open()).length).toBe(RINGING);
      await server.stop();
      for (let nth = 0; nth < RINGING; nth += 1)
        line.send(rawCancel(line, { called: "1500792", port: crowded.port, id: `ring${nth}` }), crowded.port);
      await expect
        .poll(() => line.heard.filter(({ status }) => status === 487).length, { timeout: 10_000 })
        .toBeGreaterThanOrEqual(RINGING);
      expect(crowded.running.status().backlog).toBeLessThan(RINGING);
      await server.start();
      const ended = async () =>
        (await crowded.cdrs().catch(() => [])).filter(({ called }) => called === "1500792").length;
      await expect.poll(ended).toBe(RINGING);
      expect(await open()).toEqual([]);
      await expect.poll(() => crowded.running.status().calls).toBe(0);
    } finally {
      line.close();
      silent.close();
      await crowded.close();
    }
  }, 120_000);
});
