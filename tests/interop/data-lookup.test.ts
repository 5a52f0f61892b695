import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import { dataLookupFlow } from "../../testkit/data-lookup-flow.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { importedList } from "../../testkit/imported-list.ts";
import { liveFlows } from "../../testkit/live-flow.ts";
import { soundSeconds, toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500904";
const GATEWAY = "127.0.0.46";
const [QUESTION_HZ, NOT_FOUND_HZ, FAULT_HZ] = [1_234, 700, 1_800];

let system: TestSwitch;
let caller: DeskPhone;
let listId: string;

beforeAll(async () => {
  system = await openTestSwitch();
  const { database, tenantId } = system;
  listId = await importedList(
    { ...createRuntimeContext(), db: database.db, tenantId },
    { name: "Harga eceran", kind: "prices", rows: [["2001", "Kartu perdana", "lembar", "25000", "", "", ""]] },
  );
  const flows = await liveFlows(system);
  await flows.upload("enter-number", QUESTION_HZ);
  await flows.upload("welcome", NOT_FOUND_HZ);
  await flows.upload("queue-full", FAULT_HZ);
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110046",
  });
  await system.addNumber({ code: CODE, phoneIds: [] });
  await flows.assign(CODE, await flows.publish(dataLookupFlow(listId)));
});

afterAll(async () => {
  await caller?.close();
  await system?.close();
});

const told = async () => {
  const rows = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select("data").where("kind", "=", "flow.looked-up").orderBy("at").execute(),
  );
  return rows.map(({ data }) => data);
};

/** Calls, presses keys after the prompt, and waits for the end of the call: the received audio. */
async function called(keys: string): Promise<Uint8Array> {
  const before = (await system.cdrs()).length;
  const inCall = () => caller.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
  const calls = inCall();
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
  // Keys sent before the phone's call is answered are lost.
  await expect.poll(inCall).toBe(calls + 1);
  for (const key of keys) await caller.command("sndcode", key);
  await expect.poll(async () => (await system.cdrs()).length, { timeout: 40_000 }).toBe(before + 1);
  await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(caller.heard);
}

describe("a caller who asks for a price by its code", () => {
  it("hears it spoken, and what he was told is on record with the version of the list", async () => {
    const heard = await called("2001#");
    expect(await told()).toMatchObject([
      { result: "found", list: "Harga eceran", listId, version: 1, said: "Harga Kartu perdana adalah 25000 rupiah." },
    ]);
    // More than a second of speech, without the tones of the other prompts.
    const tones = [QUESTION_HZ, NOT_FOUND_HZ, FAULT_HZ].reduce((sum, hz) => sum + toneSeconds(heard, hz), 0);
    expect(soundSeconds(heard) - tones).toBeGreaterThan(1);
    expect(toneSeconds(heard, NOT_FOUND_HZ) + toneSeconds(heard, FAULT_HZ)).toBe(0);
  });

  it("is told where there is none, which is listed without his digits", async () => {
    const heard = await called("90812#");
    expect((await told()).at(-1)).toMatchObject({ result: "not-found", list: "Harga eceran", version: 1 });
    expect(toneSeconds(heard, NOT_FOUND_HZ)).toBeGreaterThan(2);
    const misses = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("informationMiss").select(["words", "times"]).execute(),
    );
    expect(misses).toEqual([{ words: "harga eceran", times: 1 }]);
  });

  it("is told of the fault where he enters nothing", async () => {
    const heard = await called("");
    expect((await told()).at(-1)).toMatchObject({ result: "failed", listId });
    expect(toneSeconds(heard, FAULT_HZ)).toBeGreaterThan(2);
  });
});
