import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav, wavHeader } from "../../src/protocols/audio/index.ts";
import { type MediaLink, openMediaLink, openPageLink, type PageLink } from "../../testkit/breakable-link.ts";
import { type BrowserPhone, openBrowserPhone } from "../../testkit/browser-phone.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { createScriptResolver, flowWithQueue } from "../../testkit/flow-of-calls.ts";
import { freePort } from "../../testkit/free-port.ts";
import { routeThroughMediaLink } from "../../testkit/page-media-link.ts";
import { type QueuesOfCalls, queuesOfCalls } from "../../testkit/queue-of-calls.ts";
import { otherSeconds, toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500941";
const QUEUE_CODE = "1500942";
const QUEUE = "0196a8a0-0000-7000-8000-000000000041";
const GATEWAY = "127.0.0.49";
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const COLLEAGUE_HZ = 1_400;
const CUT_MS = 5_000;

let system: TestSwitch;
let caller: DeskPhone;
let agent: BrowserPhone;
let colleague: DeskPhone;
let queues: QueuesOfCalls;
let soundWire: MediaLink;
let pageWire: PageLink;
let [sari, budi] = ["", ""];

beforeAll(async () => {
  system = await openTestSwitch({
    withBrowsers: true,
    scriptOf: createScriptResolver(QUEUE_CODE, flowWithQueue(QUEUE)),
  });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110041",
  });
  const account = await system.addPhone({ extension: "401" });
  const other = await system.addPhone({ extension: "402" });
  colleague = await startDeskPhone({
    folder: path.join(system.folder, "colleague"),
    registrar: { port: system.port, transport: "udp" },
    ...other,
    toneHz: COLLEAGUE_HZ,
    answer: "auto",
  });
  queues = queuesOfCalls(system);
  await system.addNumber({ code: QUEUE_CODE, phoneIds: [] });
  await queues.add(QUEUE, { ringMs: 10_000 });
  [sari, budi] = [await queues.addAgent(QUEUE, account.id), await queues.addAgent(QUEUE, other.id)];
  await system.addNumber({ code: CODE, phoneIds: [account.id] });
  [soundWire, pageWire] = await Promise.all([openMediaLink(), openPageLink(system.browsers?.url ?? "")]);
  const prepare = (page: BrowserPhone["page"]) => routeThroughMediaLink(page, soundWire);
  agent = await openBrowserPhone({ url: pageWire.url, ...account, toneHz: AGENT_HZ, prepare });
}, 60_000);

afterAll(async () => {
  await Promise.all([caller?.close(), agent?.close(), colleague?.close()]);
  await pageWire?.close();
  soundWire?.close();
  await system?.close();
});

const untilQuiet = () => expect.poll(() => system.running.status().calls).toBe(0);

let seen = 0;
afterEach(async () => {
  for (const wire of [soundWire, pageWire]) wire.mend();
  await caller.command("hangup");
  await untilQuiet();
  await queues.forget();
  seen = (await system.cdrs()).length;
});

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const eventsNow = async (): Promise<readonly string[]> => {
  const rows = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select("kind").orderBy("at").execute(),
  );
  return rows.map(({ kind }) => kind);
};
const count = async (kind: string) => (await eventsNow()).filter((one) => one === kind).length;
const happened = (kind: string, times: number) =>
  expect.poll(() => count(kind), { timeout: 45_000 }).toBeGreaterThanOrEqual(times);
const heardSoFar = async (hz = CALLER_HZ) => toneSeconds(await agent.heard(), hz);
const hears = (seconds: number) => expect.poll(() => heardSoFar(), { timeout: 45_000 }).toBeGreaterThan(seconds);

async function onlyRecord() {
  await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
  return (await system.cdrs()).at(-1);
}

/** The last seconds of the caller's received audio, without the final `butLast` seconds; the file is complete once the call has ended. */
async function lastHeardByCaller(seconds: number, butLast = 0): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
  const bytes = await readFile(caller.heard);
  const at = (secondsBefore: number) => Math.max(44, bytes.length - Math.round(secondsBefore * 8_000) * 2);
  const samples = bytes.subarray(at(seconds), at(butLast));
  return Buffer.concat([wavHeader({ channels: 1, frames: samples.length / 2 }), samples]);
}

/** Calls the page's phone directly, and waits until both sides have received audio. */
async function talking(): Promise<void> {
  const before = await heardSoFar();
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
  await hears(before + 1);
}

/** Calls from the trunk and chooses the agents in the menu. */
async function byQueue(): Promise<void> {
  const asked = await count("flow.entered");
  await caller.command("dial", `sip:${QUEUE_CODE}@127.0.0.1:${system.port}`);
  await happened("flow.entered", asked + 2);
  await caller.command("sndcode", "2");
}

describe("a talk whose browser loses its network", () => {
  it("is kept through a cut of five seconds: both hear each other again, in the same call and by the same connection", async () => {
    await talking();
    const [away, back, log] = [await count("device.away"), await count("device.back"), (await agent.log()).length];
    const { dropped } = soundWire.counts();
    for (const wire of [soundWire, pageWire]) wire.cut();
    await pass(CUT_MS);
    await happened("device.away", away + 1);
    expect(soundWire.counts().dropped).toBeGreaterThan(dropped + 100);
    for (const wire of [soundWire, pageWire]) wire.mend();
    await happened("device.back", back + 1);
    await hears((await heardSoFar()) + 3);
    const said = (await agent.log()).slice(log);
    expect(said.filter((one) => /^(failed|ended|reinvite|accepted)/.test(one))).toEqual([]);
    await agent.act("terminate");
    expect(await onlyRecord()).toMatchObject({ outcome: "answered", endedBy: "called", code: CODE });
    expect(toneSeconds(await lastHeardByCaller(2), AGENT_HZ)).toBeGreaterThan(1);
  });

  it("goes on while only its signalling is lost: the page signs in again and hangs up as ever", async () => {
    await talking();
    const [away, back, opened] = [await count("device.away"), await count("device.back"), pageWire.opened()];
    const registrations = () => agent.page.evaluate<number>("phone.state.registrations");
    const registered = await registrations();
    pageWire.breakOff();
    await hears((await heardSoFar()) + 3);
    expect(await count("device.away")).toBe(away);
    pageWire.mend();
    await expect.poll(() => pageWire.opened()).toBeGreaterThan(opened);
    await expect.poll(registrations).toBeGreaterThan(registered);
    await hears((await heardSoFar()) + 2);
    expect(await count("device.back")).toBe(back);
    await agent.act("terminate");
    expect(await onlyRecord()).toMatchObject({ outcome: "answered", endedBy: "called" });
    expect(toneSeconds(await lastHeardByCaller(2), AGENT_HZ)).toBeGreaterThan(1);
  });

  it("goes to a colleague as well when sound never came: the page has answered, and its network lets no datagram through", async () => {
    await queues.logIn(sari);
    soundWire.cut();
    const [away, talks] = [await count("device.away"), await count("talk.began")];
    await byQueue();
    await happened("talk.began", talks + 1);
    await queues.logIn(budi);
    await happened("device.away", away + 1);
    await happened("talk.began", talks + 2);
    await pass(3_000);
    await caller.command("hangup");
    expect(await onlyRecord()).toMatchObject({ outcome: "answered", endedBy: "caller", code: QUEUE_CODE });
    expect(toneSeconds(await lastHeardByCaller(2), COLLEAGUE_HZ)).toBeGreaterThan(1);
    await queues.logOut(budi);
  });

  it("goes to a colleague after twenty seconds, and the page that comes back is in no call any more", async () => {
    await queues.logIn(sari);
    const talks = await count("talk.began");
    await byQueue();
    await happened("talk.began", talks + 1);
    await hears((await heardSoFar()) + 1);
    await queues.logIn(budi);
    for (const wire of [soundWire, pageWire]) wire.cut();
    await happened("talk.began", talks + 2);
    const times = await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.selectFrom("callEvent").select(["kind", "at"]).orderBy("at").execute(),
    );
    const last = (kind: string) => times.findLast((one) => one.kind === kind)?.at.getTime() ?? 0;
    expect(last("talk.began") - last("device.away")).toBeGreaterThanOrEqual(20_000);
    for (const wire of [soundWire, pageWire]) wire.mend();
    await expect.poll(async () => (await agent.log()).at(-1), { timeout: 45_000 }).toMatch(/^(ended|failed)/);
    await pass(3_000);
    await caller.command("hangup");
    const record = await onlyRecord();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "caller", code: QUEUE_CODE });
    expect(toneSeconds(await lastHeardByCaller(2), COLLEAGUE_HZ)).toBeGreaterThan(1);
    expect(toneSeconds(await lastHeardByCaller(2), AGENT_HZ)).toBeLessThan(0.2);
    // Between the two agents the caller heard an announcement and music, not silence.
    const endedMs = record?.endedAt instanceof Date ? record.endedAt.getTime() : expect.fail("no end");
    const beforeEnd = (kind: string) => (endedMs - last(kind)) / 1_000;
    const between = await lastHeardByCaller(beforeEnd("device.away"), beforeEnd("talk.began"));
    expect(otherSeconds(between, [AGENT_HZ, COLLEAGUE_HZ])).toBeGreaterThan(8);
  });
});
