import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { findSwitchCommand, orderEndCall, orderTestCall } from "../../src/service/telephony/call-control/wire.ts";
import { traceOfCall } from "../../src/service/telephony/cdr/wire.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openRawSip, rawInside, rawInvite } from "../../testkit/raw-sip.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.14";

let system: TestSwitch;
let codes = 1_500_700;

beforeAll(async () => {
  system = await openTestSwitch();
  await system.addTrunk({ port: 5_999, address: GATEWAY });
});

afterAll(() => system?.close());

/** A separate code with one SIPp phone. */
async function codeWithPhone(): Promise<{ readonly code: string; readonly port: number }> {
  codes += 1;
  const [code, port] = [String(codes), await freePort()];
  const phone = await system.addPhone({ extension: String(port) });
  await system.bind(phone.id, { contact: `sip:phone@${PHONES}:${port}`, address: PHONES, port });
  await system.addNumber({ code, phoneIds: [phone.id] });
  return { code, port };
}

const answering = (port: number, more: readonly string[] = []) =>
  runSipp({
    folder: system.folder,
    scenario: ANSWERING,
    limitMs: 30_000,
    args: ["-i", PHONES, "-mi", PHONES, "-p", String(port), "-m", "1", ...more],
  });

const order = (code: string, idempotencyKey = randomUUID()) =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    orderTestCall(trx, {
      id: randomUUID(),
      tenantId: system.tenantId,
      code,
      idempotencyKey,
      requestedBy: null,
      at: new Date(),
    }),
  );

const commandOf = (id: string) => inTenant(system.database.db, system.tenantId, (trx) => findSwitchCommand(trx, id));

async function recordOf(code: string) {
  const own = async () => (await system.cdrs()).filter((record) => record["called"] === code);
  await expect.poll(async () => (await own()).length).toBe(1);
  return (await own())[0];
}

const traced = (callId: string, tenantId = system.tenantId) =>
  inTenant(system.database.db, tenantId, (trx) => traceOfCall(trx, callId));

describe("the SIP messages of a call", () => {
  it("are kept in their order, of both legs, and belong to their tenant alone", async () => {
    const { code, port } = await codeWithPhone();
    const phone = answering(port);
    const call = await runSipp({
      folder: system.folder,
      scenario: gatewayCalls(code, 300),
      limitMs: 30_000,
      args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", "1", `127.0.0.1:${system.port}`],
    });
    expect(call.code, call.output.slice(-2_000)).toBe(0);
    expect((await phone).code).toBe(0);
    const callId = String((await recordOf(code))?.["callId"]);
    await expect.poll(async () => (await traced(callId)).at(-1)?.cseq, { timeout: 5_000 }).toMatch(/BYE/);
    const messages = (await traced(callId)).filter(({ isRepeated }) => !isRepeated);
    const said = messages.map(({ direction, method, status, cseq }) =>
      [direction === "sent" ? ">" : "<", method ?? status, cseq.split(" ")[1]].join(" "),
    );
    const caller = said.filter((_, index) => messages[index]?.legId === messages[0]?.legId);
    const called = said.filter((_, index) => messages[index]?.legId !== messages[0]?.legId);
    expect(caller).toEqual([
      ...["< INVITE INVITE", "> 100 INVITE", "> 180 INVITE", "> 200 INVITE", "< ACK ACK"],
      ...["< BYE BYE", "> 200 BYE"],
    ]);
    expect(called).toEqual([
      ...["> INVITE INVITE", "< 180 INVITE", "< 200 INVITE", "> ACK ACK"],
      ...["> BYE BYE", "< 200 BYE"],
    ]);
    expect(messages[0]).toMatchObject({ toAddress: `127.0.0.1:${system.port}`, transport: "udp" });
    expect(messages[0]?.fromAddress).toContain(GATEWAY);
    expect(messages[0]?.message).toContain(`INVITE sip:${code}@`);
    const foreign = randomUUID();
    await system.database.db
      .insertInto("tenant")
      .values({ id: foreign, name: "Lain", createdAt: new Date() })
      .execute();
    expect(await traced(callId, foreign)).toEqual([]);
    expect(system.running.status().untraced).toEqual({ messages: 0, calls: 0, unwritten: 0 });
  });
});

describe("a test call", () => {
  it("rings the phone of a code that is off, greets whoever answers, and lets go by itself", async () => {
    const { code, port } = await codeWithPhone();
    await system.database.db.updateTable("numberMode").set({ mode: "off" }).where("code", "=", code).execute();
    await system.running.refresh();
    const phone = answering(port);
    const ordered = await order(code);
    const id = ordered.ok ? ordered.value.id : "";
    expect((await phone).code).toBe(0);
    const record = await recordOf(code);
    expect(record).toMatchObject({
      direction: "test",
      code,
      caller: "test",
      outcome: "answered",
      endedBy: "system",
      trunkId: null,
      recordingId: null,
    });
    expect(Number(record?.["talkMs"])).toBeLessThanOrEqual(20_000);
    expect(await commandOf(id)).toMatchObject({ state: "done", callId: record?.["callId"], refusal: null });
    expect(system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  }, 40_000);

  it("is refused while no phone is there, and its order told twice is one", async () => {
    codes += 1;
    await system.addNumber({ code: String(codes), phoneIds: [] });
    const key = randomUUID();
    const [first, second] = [await order(String(codes), key), await order(String(codes), key)];
    expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
    const id = first.ok ? first.value.id : "";
    await expect.poll(async () => (await commandOf(id))?.state, { timeout: 5_000 }).toBe("refused");
    expect(await commandOf(id)).toMatchObject({ refusal: "test-call-no-phone", callId: null });
  });

  it("is not ordered for a number that is not there", async () => {
    expect(await order("1999999")).toEqual({ ok: false, refusal: "test-call-number-unknown" });
  });
});

describe("a call that goes on", () => {
  it("ends on both sides when somebody of the call centre orders it, and its record says so", async () => {
    const { code, port } = await codeWithPhone();
    const phone = answering(port);
    const caller = await openRawSip(GATEWAY);
    try {
      caller.send(rawInvite(caller, { called: code, port: system.port, id: "to-be-ended" }), system.port);
      const answer = await caller.until(({ status }) => status === 200, 10_000);
      caller.send(rawInside(caller, answer, { method: "ACK", cseq: 1 }), system.port);
      const open = () =>
        inTenant(system.database.db, system.tenantId, (trx) => trx.selectFrom("openCall").select("callId").execute());
      const callId = (await open())[0]?.callId ?? "";
      const ordered = await inTenant(system.database.db, system.tenantId, (trx) =>
        orderEndCall(trx, { id: randomUUID(), tenantId: system.tenantId, callId, requestedBy: null, at: new Date() }),
      );
      expect(ordered.ok).toBe(true);
      const bye = await caller.until(({ text }) => text.startsWith("BYE "), 5_000);
      expect(bye.text).toContain("to-be-ended@");
      expect((await phone).code).toBe(0);
      expect(await recordOf(code)).toMatchObject({ callId, outcome: "answered", endedBy: "operator", cause: 16 });
      expect(await open()).toEqual([]);
    } finally {
      caller.close();
    }
  }, 40_000);
});

describe("an installation of two call centres", () => {
  it("rings no phone of one for the other", async () => {
    const { code } = await codeWithPhone();
    const tenantId = randomUUID();
    await system.database.db
      .insertInto("tenant")
      .values({ id: tenantId, name: "Dua", createdAt: new Date() })
      .execute();
    const refused = await inTenant(system.database.db, tenantId, (trx) =>
      orderTestCall(trx, {
        id: randomUUID(),
        tenantId,
        code,
        idempotencyKey: "k",
        requestedBy: null,
        at: new Date(),
      }),
    );
    expect(refused).toEqual({ ok: false, refusal: "test-call-number-unknown" });
  });
});
