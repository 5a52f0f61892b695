import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import type { CallStepper } from "../../src/service/telephony/calls/index.ts";
import { stepCall } from "../../src/service/telephony/calls/wire.ts";
import { freePort } from "../../testkit/free-port.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { ANSWERING, gatewayCalls } from "../../testkit/sipp-scenarios.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.2";
const PHONES = "127.0.0.15";
const CODE = "1500771";
const CALLS = 8;
const TALK_MS = 2_500;

let system: TestSwitch;
let phonePort: number;
let answers = 0;

/** Throws an error for the third call that is about to be connected. */
const faulty: CallStepper = (call, input, now) => {
  if (input.input === "answer-written") {
    answers += 1;
    if (answers === 3) throw new Error("planted");
  }
  return stepCall(call, input, now);
};

beforeAll(async () => {
  system = await openTestSwitch({ stepCall: faulty });
  await system.addTrunk({ port: 5_999, address: GATEWAY });
  phonePort = await freePort();
  const phone = await system.addPhone({ extension: "801" });
  await system.bind(phone.id, { contact: `sip:801@${PHONES}:${phonePort}`, address: PHONES, port: phonePort });
  const broken = await system.addPhone({ extension: "802" });
  await inTenant(system.database.db, system.tenantId, (trx) =>
    trx
      .updateTable("phone")
      .set({ sealedSecret: Buffer.from("not a secret") })
      .where("id", "=", broken.id)
      .execute(),
  );
  await system.addNumber({ code: CODE, phoneIds: [phone.id, broken.id] });
});

afterAll(() => system?.close());

describe("a fault inside one call of eight", () => {
  it("ends that call with one record that says so; the others go on talking, and nothing is left of any", async () => {
    const { folder } = system;
    const phones = runSipp({
      folder,
      scenario: ANSWERING,
      limitMs: 30_000,
      args: ["-i", PHONES, "-mi", PHONES, "-p", String(phonePort), "-m", String(CALLS)],
    });
    const callers = await runSipp({
      folder,
      scenario: gatewayCalls(CODE, TALK_MS),
      limitMs: 30_000,
      args: ["-i", GATEWAY, "-mi", GATEWAY, "-m", String(CALLS), "-r", "50", `127.0.0.1:${system.port}`],
    });
    expect(callers.code).toBe(1);
    const ended = await phones;
    expect(ended.code, ended.output.slice(-3_000)).toBe(0);
    await expect.poll(async () => (await system.cdrs()).length).toBe(CALLS);
    const records = await system.cdrs();
    const others = records.filter((record) => record["outcome"] === "answered");
    expect(others).toHaveLength(CALLS - 1);
    for (const record of others) {
      expect(record["endedBy"]).toBe("caller");
      expect(Number(record["talkMs"])).toBeGreaterThan(TALK_MS - 500);
    }
    expect(records.filter((record) => record["outcome"] === "fault")).toMatchObject([{ endedBy: "system", cause: 41 }]);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0, unreadablePhones: 1 });
    expect([...system.running.status().channels.values()].reduce((sum, used) => sum + used, 0)).toBe(0);
  });
});
