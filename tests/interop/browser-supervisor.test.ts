import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import type { CallAct } from "../../src/service/telephony/call-control/index.ts";
import { orderCallAct } from "../../src/service/telephony/call-control/wire.ts";
import { type BrowserPhone, openBrowserPhone } from "../../testkit/browser-phone.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { chordSeconds, toneRuns, toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500951";
const GATEWAY = "127.0.0.50";
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const SUPERVISOR_HZ = 1_800;
const TONES = { caller: CALLER_HZ, agent: AGENT_HZ, supervisor: SUPERVISOR_HZ };
/** Long enough for a tone to be most of the phase. */
const PHASE_MS = 1_500;

let system: TestSwitch;
let caller: DeskPhone;
let agent: DeskPhone;
let supervisor: BrowserPhone;
let phoneId: string;

beforeAll(async () => {
  system = await openTestSwitch({ withBrowsers: true });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110051",
  });
  const account = await system.addPhone({ extension: "501" });
  agent = await startDeskPhone({
    folder: path.join(system.folder, "agent"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: AGENT_HZ,
    answer: "auto",
  });
  await system.addNumber({ code: CODE, phoneIds: [account.id] });
  const own = await system.addPhone({ extension: "502" });
  phoneId = own.id;
  supervisor = await openBrowserPhone({ url: system.browsers?.url ?? "", ...own, toneHz: SUPERVISOR_HZ });
}, 60_000);

afterAll(async () => {
  await Promise.all([caller?.close(), agent?.close(), supervisor?.close()]);
  await system?.close();
});

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const openEvents = () =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    trx
      .selectFrom("callEvent as e")
      .innerJoin("openCall as o", "o.callId", "e.callId")
      .select(["e.callId", "e.kind", "e.data"])
      .orderBy("e.sequence")
      .execute(),
  );
const happened = (kind: string) =>
  expect.poll(async () => (await openEvents()).some((event) => event.kind === kind)).toBe(true);

/** Waits for the last supervision event in the call's record. */
const becomes = (what: string) =>
  expect
    .poll(
      async () => {
        const { kind, data } = (await openEvents()).findLast((one) => one.kind.startsWith("supervision.")) ?? {};
        return `${kind} ${String((data as { mode?: string } | undefined)?.mode)}`;
      },
      { timeout: 30_000 },
    )
    .toBe(what);

async function order(act: CallAct): Promise<void> {
  const callId = (await openEvents()).at(-1)?.callId ?? "";
  const id = crypto.randomUUID();
  const wish = { id, tenantId: system.tenantId, callId, phoneId: null, act, idempotencyKey: id };
  await inTenant(system.database.db, system.tenantId, (trx) =>
    orderCallAct(trx, { ...wish, requestedBy: null, at: new Date() }),
  );
}

async function heardBy(phone: DeskPhone): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok).toBe(true);
  return readFile(phone.heard);
}

describe("a supervisor at the telephone of a page", () => {
  it("listens, whispers and barges in, by the board and by keys, and each hears whom he is to hear", async () => {
    const personId = crypto.randomUUID();
    const supervise = (mode: "listen" | "whisper"): CallAct => ({ act: "supervise", mode, phoneId, personId });
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    await happened("call.answered");
    await pass(PHASE_MS);
    await order(supervise("listen"));
    await becomes("supervision.began listen");
    // The page receives both parties before the mode changes: its media connection is established.
    await expect
      .poll(async () => chordSeconds(await supervisor.heard(), [CALLER_HZ, AGENT_HZ]), { timeout: 30_000 })
      .toBeGreaterThan(1);
    await order(supervise("whisper"));
    await becomes("supervision.changed whisper");
    await pass(PHASE_MS);
    await supervisor.press("3");
    await becomes("supervision.changed barge");
    await pass(PHASE_MS);
    await supervisor.press("1");
    await becomes("supervision.changed listen");
    await pass(PHASE_MS);
    await supervisor.act("terminate");
    await becomes("supervision.ended undefined");
    await pass(PHASE_MS);
    await caller.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(1);
    const [record] = await system.cdrs();
    expect(record).toMatchObject({ outcome: "answered", endedBy: "caller", transfers: 0, holdMs: 0 });
    const [byCaller, byAgent] = [toneRuns(await heardBy(caller), TONES), toneRuns(await heardBy(agent), TONES)];
    const names = (runs: typeof byCaller) => runs.map(({ heard }) => heard);
    expect(names(byCaller)).toEqual(["agent", "agent+supervisor", "agent"]);
    expect(names(byAgent)).toEqual(["caller", "caller+supervisor", "caller"]);
    // The agent hears the supervisor's whisper and barge-in, the caller only the barge-in.
    expect(Number(byAgent[1]?.seconds)).toBeGreaterThan(Number(byCaller[1]?.seconds) + (0.7 * PHASE_MS) / 1_000);
    const heard = await supervisor.heard();
    expect(chordSeconds(heard, [CALLER_HZ, AGENT_HZ])).toBeGreaterThan(3);
    // No party receives its own audio.
    for (const hz of [CALLER_HZ, AGENT_HZ]) expect(chordSeconds(heard, [hz, SUPERVISOR_HZ])).toBeLessThan(0.2);
    const { wav } = await system.recording(String(record?.["recordingId"]));
    for (const channel of [0, 1] as const) expect(toneSeconds(wav, SUPERVISOR_HZ, channel)).toBeLessThan(0.1);
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});
