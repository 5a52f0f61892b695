import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { startTestServer, type TestServer } from "../../testkit/database.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, type RawSip, rawInvite } from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.34";
const PHONES = "127.0.0.35";
const EXCHANGE = "127.0.0.36";
const LATE = "127.0.0.37";
const CODE = "1500793";
const CALLS = 4;
const TALK_MS = 5_000;

let server: TestServer;
let system: TestSwitch;
let phonePort: number;
let exchangePort: number;
let late: RawSip;
let desk: DeskPhone;

beforeAll(async () => {
  server = await startTestServer();
  system = await openTestSwitch({ access: server.access });
  [phonePort, exchangePort] = [await freePort(), await freePort()];
  late = await openRawSip(LATE);
  await system.addTrunk({ port: exchangePort, host: EXCHANGE, address: EXCHANGE, isFirst: true });
  for (const address of [GATEWAY, LATE]) await system.addTrunk({ port: 5_999, address });
  const phone = await system.addPhone({ extension: "703" });
  await system.bind(phone.id, { contact: `sip:703@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
  await system.addNumber({ code: CODE, phoneIds: [phone.id] });
  const account = await system.addPhone({ extension: "704" });
  desk = await startDeskPhone({
    folder: path.join(system.folder, "phone-704"),
    toneHz: 600,
    answer: "auto",
    writes: false,
    registrar: { port: system.port, transport: "udp" },
    ...account,
  });
});

afterAll(async () => {
  await desk?.close();
  late?.close();
  await system?.close();
  await server?.close();
});

const answering = (address: string, port: number, calls: number) =>
  runSipp({
    folder: system.folder,
    scenario: ANSWERING,
    limitMs: 90_000,
    args: ["-i", address, "-mi", address, "-p", String(port), "-m", String(calls)],
  });

const calling = (calls: number) =>
  runSipp({
    folder: system.folder,
    scenario: gatewayCalls(CODE, TALK_MS),
    limitMs: 90_000,
    args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(calls), "-r", "50", `127.0.0.1:${system.port}`],
  });

const inCallCentre = <Value>(act: Parameters<typeof inTenant<Value>>[2]) =>
  inTenant(system.database.db, system.tenantId, act);

const answered = async () => {
  const rows = await inCallCentre((trx) =>
    trx.selectFrom("callEvent").select("callId").where("kind", "=", "call.answered").execute(),
  );
  return rows.length;
};

const invite = (id: string) => late.send(rawInvite(late, { called: CODE, port: system.port, id }), system.port);
const final = (id: string) => late.until(({ text, status }) => text.includes(`${id}@`) && status >= 200, 20_000);

/** New calls are refused for a while after the writer has caught up. */
const calm = () => expect.poll(() => system.running.status().overload.callsPercent).toBe(0);

describe("a switch whose database stands still and breaks no connection", () => {
  it("refuses new calls in time, lets emergencies through, leaves talking ones alone, and loses and doubles nothing", async () => {
    const phones = answering(PHONES, phonePort, CALLS);
    const callers = calling(CALLS);
    await expect.poll(answered).toBe(CALLS);
    const goOn = await server.freeze();
    try {
      const sentMs = performance.now();
      invite("frozen");
      await late.until(({ status }) => status === 100, 2_000);
      const exchange = answering(EXCHANGE, exchangePort, 1);
      await desk.command("dial", `sip:112@127.0.0.1:${system.port}`);
      await desk.event("CALL_ESTABLISHED");
      const refused = await final("frozen");
      expect(refused.status).toBe(503);
      expect(refused.text).toMatch(/^Retry-After: \d+/m);
      expect(refused.atMs - sentMs).toBeGreaterThan(4_500);
      expect(refused.atMs - sentMs).toBeLessThan(7_000);
      const ended = await callers;
      expect(ended.code, ended.output.slice(-2_000)).toBe(0);
      expect((await phones).code).toBe(0);
      // By now the call is refused before it leaves any row.
      invite("frozen-still");
      const early = await final("frozen-still");
      expect(early.status).toBe(503);
      expect(early.text).toMatch(/^Retry-After: \d+/m);
      system.running.endCalls();
      await exchange;
      expect(system.running.status().backlog).toBeGreaterThan(0);
    } finally {
      goOn();
    }
    await expect.poll(async () => (await system.cdrs().catch(() => [])).length).toBe(CALLS + 2);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, backlog: 0 });
    const outcomes = (await system.cdrs()).map(({ outcome }) => String(outcome)).toSorted();
    expect(outcomes).toEqual([...Array<string>(CALLS).fill("answered"), "storage-away", "system-restart"]);
    await calm();
    for (const { callId } of await system.cdrs()) {
      const kinds = await system.events(String(callId));
      expect(kinds[0]).toBe("call.received");
      expect(kinds.filter((kind) => kind === "call.ended")).toHaveLength(1);
      expect(kinds.at(-1)).toBe("call.ended");
    }
    expect(await inCallCentre((trx) => trx.selectFrom("openCall").select("callId").execute())).toEqual([]);
    const [phonesAgain, callersAgain] = [answering(PHONES, phonePort, 1), calling(1)];
    expect((await callersAgain).code).toBe(0);
    expect((await phonesAgain).code).toBe(0);
  }, 180_000);

  it("takes calls again over new connections while those it had stand still for good", async () => {
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, backlog: 0 });
    const before = (await system.cdrs()).length;
    const goOn = await server.freeze("connections");
    try {
      invite("stuck");
      expect((await final("stuck")).status).toBe(503);
      // The queries on the old connections are given up, and the record is written over a new connection.
      await expect.poll(async () => (await system.cdrs()).length).toBe(before + 1);
      await calm();
      const [phones, callers] = [answering(PHONES, phonePort, 1), calling(1)];
      expect((await callers).code).toBe(0);
      expect((await phones).code).toBe(0);
      await expect.poll(async () => (await system.cdrs()).length).toBe(before + 2);
    } finally {
      goOn();
    }
  }, 120_000);
});
