import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import type { Flow } from "../../src/service/flows/ivr/index.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { keyInputSettings, prompt } from "../../testkit/flow-sample.ts";
import { freePort } from "../../testkit/free-port.ts";
import { type LiveFlows, liveFlows } from "../../testkit/live-flow.ts";
import { toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500903";
const GATEWAY = "127.0.0.45";
const OWN_HZ = 1_234;

let system: TestSwitch;
let caller: DeskPhone;
let flows: LiveFlows;

/** A flow with a greeting and a menu, whose names contain its version. */
const flowNamed = (name: string): Flow => ({
  languages: ["id"],
  start: "sapa",
  steps: [
    { id: "sapa", name: `Sapaan ${name}`, kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "menu" },
    {
      id: "menu",
      name: `Menu ${name}`,
      kind: "menu",
      phrase: prompt("language-choice"),
      ...keyInputSettings,
      attemptsMax: 2,
      otherwise: "akhir",
      choices: [{ keys: "3", label: `Selesai ${name}`, next: "akhir" }],
    },
    { id: "akhir", name: `Akhir ${name}`, kind: "hang-up", phrase: [] },
  ],
});

beforeAll(async () => {
  system = await openTestSwitch();
  flows = await liveFlows(system);
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110045",
  });
  await system.addNumber({ code: CODE, phoneIds: [] });
});

afterAll(async () => {
  await caller?.close();
  await system?.close();
});

const eventsOf = async (kind: string) => {
  const rows = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["data"]).where("kind", "=", kind).orderBy("at").execute(),
  );
  return rows.map(({ data }) => data as Readonly<Record<string, unknown>>);
};
const entered = async () => (await eventsOf("flow.entered")).map(({ step }) => step);
const dial = () => caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);

describe("a code whose flow was published", () => {
  it("is answered by it; a call goes on with the version it began with, the next one has the new one", async () => {
    const id = await flows.publish(flowNamed("satu"));
    await flows.assign(CODE, id);
    await flows.upload("welcome", OWN_HZ);
    await dial();
    await expect.poll(entered).toEqual(["Sapaan satu", "Menu satu"]);
    await flows.publish(flowNamed("dua"), id);
    await caller.command("sndcode", "3");
    await expect.poll(async () => (await system.cdrs()).length).toBe(1);
    expect(await entered()).toEqual(["Sapaan satu", "Menu satu", "Akhir satu"]);
    expect(await eventsOf("flow.chose")).toMatchObject([{ label: "Selesai satu" }]);
    await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
    // The greeting is the call centre's recording, which replaces the default one.
    expect(toneSeconds(await readFile(caller.heard), OWN_HZ)).toBeGreaterThan(2);
    await dial();
    await expect.poll(entered).toContain("Menu dua");
    await caller.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(2);
    expect((await eventsOf("flow.began")).map(({ flowId, version }) => [flowId, version])).toEqual([
      [id, 1],
      [id, 2],
    ]);
  });
});
