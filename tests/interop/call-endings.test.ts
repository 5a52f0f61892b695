import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls, refusedCall, refusing, ringingInVain } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.3";

let system: TestSwitch;
let codes = 1_500_900;

beforeAll(async () => {
  system = await openTestSwitch();
  await system.addTrunk({ port: 5_999, address: GATEWAY });
});

afterAll(() => system?.close());

/** A separate code that rings phones at these SIPp ports. */
async function codeFor(ports: readonly number[], ringSeconds = 30): Promise<string> {
  codes += 1;
  const code = String(codes);
  const phones = await Promise.all(
    ports.map(async (port) => {
      const phone = await system.addPhone({ extension: String(port) });
      await system.bind(phone.id, { contact: `sip:phone@${PHONES}:${port}`, address: PHONES, port });
      return phone.id;
    }),
  );
  await system.addNumber({ code, phoneIds: phones, ringSeconds });
  return code;
}

const phone = (scenario: string, port: number) =>
  runSipp({
    folder: system.folder,
    scenario,
    limitMs: 30_000,
    args: ["-i", PHONES, "-mi", PHONES, "-p", String(port), "-m", "1"],
  });

const caller = (scenario: string) =>
  runSipp({
    folder: system.folder,
    scenario,
    limitMs: 30_000,
    args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", "1", `127.0.0.1:${system.port}`],
  });

/** The record of the only call to a code. */
async function recordOf(code: string) {
  const own = async () => (await system.cdrs()).filter((record) => record["called"] === code);
  await expect.poll(async () => (await own()).length).toBe(1);
  return (await own())[0];
}

describe("a caller from a line is told by status and by Q.850 cause", () => {
  it.each([
    ["busy", 486, "Busy Here", 486, 17],
    ["declined", 603, "Decline", 603, 21],
    ["no-answer", 480, "Temporarily Unavailable", 480, 19],
  ])("that the phone is %s", async (outcome, status, reason, told, cause) => {
    const port = await freePort();
    const code = await codeFor([port]);
    const refused = phone(refusing(status, reason), port);
    const call = await caller(refusedCall(code, { status: told, cause }));
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await refused).code).toBe(0);
    expect(await recordOf(code)).toMatchObject({ outcome, cause, answeredAt: null, talkMs: 0 });
  });

  it("that nobody took the call in time; the phone stops ringing", async () => {
    const port = await freePort();
    const code = await codeFor([port], 5);
    const ringing = phone(ringingInVain(19), port);
    const call = await caller(refusedCall(code, { status: 480, cause: 19 }));
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await ringing).code).toBe(0);
    const record = await recordOf(code);
    expect(record).toMatchObject({ outcome: "no-answer", endedBy: "system" });
    expect(Number(record?.["ringMs"])).toBeGreaterThan(4_500);
  });

  it("that no phone is there, or that the number is none", async () => {
    codes += 1;
    await system.addNumber({ code: String(codes), phoneIds: [] });
    expect((await caller(refusedCall(String(codes), { status: 480, cause: 20 }))).code).toBe(0);
    expect(await recordOf(String(codes))).toMatchObject({ outcome: "no-phone" });
    expect((await caller(refusedCall("1999999", { status: 404, cause: 1 }))).code).toBe(0);
    expect(await recordOf("1999999")).toMatchObject({ outcome: "unknown-number" });
  });

  it("that the code is off", async () => {
    const code = await codeFor([]);
    await system.database.db.updateTable("numberMode").set({ mode: "off" }).where("code", "=", code).execute();
    expect((await caller(refusedCall(code, { status: 404, cause: 1 }))).code).toBe(0);
    expect(await recordOf(code)).toMatchObject({ outcome: "number-off" });
  });
});

describe("a code that rings two phones", () => {
  it("is answered by the first to take it; the other stops and hears that it was taken elsewhere", async () => {
    const ports = [await freePort(), await freePort()];
    const [first = 0, second = 0] = ports;
    const code = await codeFor(ports);
    const ringing = phone(ringingInVain(26), first);
    const taking = phone(ANSWERING, second);
    const call = await caller(gatewayCalls(code, 500));
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await ringing).code).toBe(0);
    expect((await taking).code).toBe(0);
    expect(await recordOf(code)).toMatchObject({ outcome: "answered", endedBy: "caller" });
  });
});

describe("a desk phone that calls", () => {
  let desk: DeskPhone;
  let exchange: number;

  beforeAll(async () => {
    exchange = await freePort();
    await system.addTrunk({ port: exchange, address: "127.0.0.9", channelsMax: 1, isFirst: true });
    const account = await system.addPhone({ extension: "301" });
    desk = await startDeskPhone({
      folder: path.join(system.folder, "phone-301"),
      toneHz: 600,
      answer: "auto",
      registrar: { port: system.port, transport: "udp" },
      ...account,
    });
  });

  afterAll(() => desk?.close());

  const atExchange = (calls: number) =>
    runSipp({
      folder: system.folder,
      scenario: ANSWERING,
      limitMs: 15_000,
      args: ["-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", String(exchange), "-m", String(calls)],
    });

  it("reaches a number outside over the line and shows the code; an emergency number passes a full line", async () => {
    await codeFor([]);
    const answered = atExchange(2);
    await desk.command("dial", `sip:+628118811@127.0.0.1:${system.port}`);
    await desk.event("CALL_ESTABLISHED");
    expect([...system.running.status().channels.values()]).toContain(1);
    await desk.command("dial", `sip:112@127.0.0.1:${system.port}`);
    await expect
      .poll(() => desk.events.filter((event) => event["type"] === "CALL_ESTABLISHED").length, { timeout: 10_000 })
      .toBe(2);
    // The switch ends both calls and writes their records; the phone may send a BYE as well.
    system.running.endCalls();
    await answered;
    expect(await recordOf("+628118811")).toMatchObject({ direction: "outbound" });
    expect(await recordOf("112")).toMatchObject({ direction: "outbound", code: null });
    expect((await recordOf("112"))?.["answeredAt"]).not.toBeNull();
  });

  it("goes on unrecorded where no more sound may be kept; at the limit in rupiah the next one is refused, and help is not", async () => {
    const { db } = system.database;
    await inTenant(db, system.tenantId, (trx) => trx.updateTable("trunk").set({ channelsMax: 30 }).execute());
    await db.updateTable("tenant").set({ spendingMaxRupiah: 700, priceNational: 600, storageMaxBytes: 1 }).execute();
    await system.running.refresh();
    const account = await system.addPhone({ extension: "302" });
    const other = await startDeskPhone({
      folder: path.join(system.folder, "phone-302"),
      toneHz: 600,
      answer: "auto",
      registrar: { port: system.port, transport: "udp" },
      ...account,
    });
    const established = () => other.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
    const answered = atExchange(2);
    await other.command("dial", `sip:+628118822@127.0.0.1:${system.port}`);
    await expect.poll(established).toBe(1);
    await other.command("dial", `sip:+628118833@127.0.0.1:${system.port}`);
    expect(await recordOf("+628118833")).toMatchObject({ outcome: "spending-limit", cause: 21, chargeRupiah: 0 });
    await other.command("dial", `sip:112@127.0.0.1:${system.port}`);
    await expect.poll(established).toBe(2);
    system.running.endCalls();
    await Promise.all([answered, other.close()]);
    const record = await recordOf("+628118822");
    expect(record).toMatchObject({ recordingId: null });
    const charge = Number(record?.["chargeRupiah"]);
    expect(charge).toBe(Math.ceil(Number(record?.["talkMs"]) / 100));
    expect(await system.events(String(record?.["callId"]))).toContain("recording.refused");
    const [spent] = await inTenant(db, system.tenantId, (trx) =>
      trx.selectFrom("tenantSpending").select("rupiah").execute(),
    );
    expect(spent).toEqual({ rupiah: charge });
  });

  it("calls for help and nothing else once its call centre is closed", async () => {
    const { db } = system.database;
    const email = "penutup@pusat.invalid";
    const closedBy = system.tenantId;
    await db
      .insertInto("person")
      .values({ id: closedBy, email, emailKey: email, name: "Penutup", passwordHash: "-", createdAt: new Date() })
      .execute();
    await db
      .updateTable("tenant")
      .set({ isDefault: false, closedAt: new Date(), closedBy, removeOn: "2099-01-01" })
      .execute();
    await system.running.refresh();
    const account = await system.addPhone({ extension: "303" });
    const shut = await startDeskPhone({
      folder: path.join(system.folder, "phone-303"),
      toneHz: 600,
      answer: "auto",
      isRefused: true,
      registrar: { port: system.port, transport: "udp" },
      ...account,
    });
    await shut.command("dial", `sip:+628118844@127.0.0.1:${system.port}`);
    expect(await recordOf("+628118844")).toMatchObject({ outcome: "declined" });
    const answered = atExchange(1);
    await shut.command("dial", `sip:112@127.0.0.1:${system.port}`);
    await shut.event("CALL_ESTABLISHED");
    system.running.endCalls();
    await Promise.all([answered, shut.close()]);
  });
});
