import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { createScriptResolver, flowDialling } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { runSipp } from "../../testkit/sipp.ts";
import { answeringAs } from "../../testkit/sipp-scenarios.ts";
import { promptShare, toneShare } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500901";
/** The flow of this code dials an outside number. */
const OUT_CODE = "1500905";
const OUTSIDE = "0215551234";
const GATEWAY = "127.0.0.42";
const EXCHANGE = "127.0.0.47";
const CALLER_HZ = 1_000;
const OFFICE_HZ = 600;
const PROMPTS = path.resolve(import.meta.dirname, "../../prompts/id");

let system: TestSwitch;
let caller: DeskPhone;
let office: DeskPhone;

beforeAll(async () => {
  const [one, out] = [createScriptResolver(CODE), createScriptResolver(OUT_CODE, flowDialling(OUTSIDE))];
  system = await openTestSwitch({ scriptOf: (code, call) => one(code, call) ?? out(code, call) });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110042",
  });
  const account = await system.addPhone({ extension: "102" });
  office = await startDeskPhone({
    folder: path.join(system.folder, "office"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: OFFICE_HZ,
    answer: "auto",
  });
  for (const code of [CODE, OUT_CODE]) await system.addNumber({ code, phoneIds: [] });
});

afterAll(async () => {
  await Promise.all([caller?.close(), office?.close()]);
  await system?.close();
});

let seen = 0;
afterEach(async () => {
  seen = (await system.cdrs()).length;
});

/** The recorded events of the open calls of the switch. */
const openEvents = async () =>
  inTenant(system.database.db, system.tenantId, async (trx) => {
    const rows = await trx.selectFrom("callEvent").select(["callId", "kind", "data", "at"]).orderBy("at").execute();
    const last = rows.at(-1)?.callId;
    return rows.filter(({ callId }) => callId === last);
  });

/** Calls the code and waits until the call reaches this step of the flow. */
async function callUntil(step: string, code = CODE): Promise<void> {
  const before = (await openEvents()).at(-1)?.callId;
  await caller.command("dial", `sip:${code}@127.0.0.1:${system.port}`);
  await inStep(step, before);
}

const inStep = (step: string, notIn?: string) =>
  expect
    .poll(
      async () =>
        (await openEvents()).some(
          ({ callId, kind, data }) =>
            callId !== notIn && kind === "flow.entered" && (data as { stepId: string }).stepId === step,
        ),
      { timeout: 15_000 },
    )
    .toBe(true);

const press = (keys: string) => caller.command("sndcode", keys);

async function lastRecord() {
  await expect.poll(async () => (await system.cdrs()).length, { timeout: 40_000 }).toBe(seen + 1);
  const record = (await system.cdrs()).at(-1);
  return { record, kinds: await system.events(String(record?.["callId"])) };
}

/** The results of the last call's tasks. */
const results = async () =>
  (await openEvents()).flatMap(({ kind, data }) => {
    const { task, result } = data as { readonly task?: string; readonly result?: string };
    return kind === "task.ended" ? [`${task} ${result}`] : [];
  });

async function callerHeard() {
  await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(caller.heard);
}

const prompt = (name: string) => readFile(path.join(PROMPTS, `${name}.wav`));

describe("a caller whose code leads to a flow", () => {
  it("hears the greeting, then the menu; whoever presses nothing twice is bid farewell", async () => {
    await callUntil("menu");
    const { record, kinds } = await lastRecord();
    expect(record).toMatchObject({ outcome: "automated", endedBy: "system", code: CODE, phoneId: null });
    expect(kinds.slice(0, 6)).toEqual([
      ...["call.received", "call.permitted", "flow.began", "flow.entered", "call.answered", "flow.entered"],
    ]);
    expect(await results()).toEqual(["gather no-input", "gather no-input"]);
    const heard = await callerHeard();
    for (const name of ["welcome", "language-choice", "no-input", "goodbye"])
      expect(promptShare(heard, await prompt(name)), name).toBeGreaterThan(0.8);
    // Unrelated speech correlates by about half at most.
    expect(promptShare(heard, await prompt("recorded"))).toBeLessThan(0.7);
  });

  it("who presses a wrong key twice hears that there is no such choice, and goodbye", async () => {
    await callUntil("menu");
    await press("7");
    await expect.poll(results, { timeout: 5_000 }).toEqual(["gather wrong-input"]);
    await press("8");
    await lastRecord();
    expect(await results()).toEqual(["gather wrong-input", "gather wrong-input"]);
  });

  it("who hangs up in the menu was served by the flow alone, and the record says where he stood", async () => {
    await callUntil("menu");
    await caller.command("hangup");
    const { record, kinds } = await lastRecord();
    expect(record).toMatchObject({ outcome: "automated", endedBy: "caller" });
    expect(kinds.slice(-2)).toEqual(["flow.ended", "call.ended"]);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });

  it("talks with whoever the flow dials; each hears the other, and he is bid farewell when the other has left", async () => {
    await callUntil("menu");
    await press("9");
    await office.event("CALL_ESTABLISHED");
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await office.command("hangup");
    const { record, kinds } = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "system" });
    expect(record?.["phoneId"]).not.toBeNull();
    expect(kinds).toEqual(expect.arrayContaining(["flow.chose", "talk.began", "talk.ended"]));
    expect(await results()).toEqual(["gather gathered", "dial reached"]);
    expect(toneShare(await readFile(office.heard), CALLER_HZ)).toBeGreaterThan(0.8);
    const heard = await callerHeard();
    expect(promptShare(heard, await prompt("goodbye"))).toBeGreaterThan(0.8);
  });

  it("is connected to a number outside over a line, which is told that number and the code of the call centre", async () => {
    const port = await freePort();
    await system.addTrunk({ port, host: EXCHANGE, address: EXCHANGE, isFirst: true });
    const exchange = runSipp({
      folder: system.folder,
      scenario: answeringAs(OUTSIDE, OUT_CODE),
      limitMs: 60_000,
      args: ["-i", EXCHANGE, "-mi", EXCHANGE, "-p", String(port), "-m", "1"],
    });
    await callUntil("menu", OUT_CODE);
    await press("9");
    await expect
      .poll(async () => (await openEvents()).some(({ kind }) => kind === "talk.began"), { timeout: 10_000 })
      .toBe(true);
    await caller.command("hangup");
    const { record } = await lastRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "caller", code: OUT_CODE });
    const taken = await exchange;
    expect(taken.code, taken.output.slice(-2_000)).toBe(0);
    await expect
      .poll(() => [...system.running.status().channels.values()].reduce((sum, used) => sum + used, 0))
      .toBe(0);
  });

  it("leaves a message after the tone; it is kept for its queue, sealed like every recording", async () => {
    await callUntil("menu");
    await press("1");
    await expect
      .poll(async () => (await openEvents()).some(({ kind }) => kind === "message.began"), { timeout: 10_000 })
      .toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await press("#");
    await lastRecord();
    expect(await results()).toEqual(["gather gathered", "record-message message-kept"]);
    const row = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("recording").selectAll().where("messageQueue", "=", "layanan").executeTakeFirstOrThrow(),
    );
    const { wav, sealed } = await system.recording(row.id);
    expect(toneShare(wav, CALLER_HZ, 0)).toBeGreaterThan(0.8);
    expect(sealed.includes(Buffer.from("RIFF"))).toBe(false);
  });

  it("hears the prompt from its begin again when the sound dies in it, and his key is taken all the same", async () => {
    await callUntil("menu");
    await system.crashSound();
    await expect.poll(async () => (await openEvents()).some(({ kind }) => kind === "media.back")).toBe(true);
    await press("3");
    const { record } = await lastRecord();
    expect(record).toMatchObject({ outcome: "automated", endedBy: "system" });
    expect(await results()).toEqual(["gather gathered"]);
  });
});
