import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { readWav } from "../../src/protocols/audio/index.ts";
import { orderCallAct } from "../../src/service/telephony/call-control/wire.ts";
import type { ScriptResolver } from "../../src/service/telephony/calls/index.ts";
import { listOf } from "../../testkit/call-with-tasks.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { promptShare, toneSeconds, toneShare } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const GATEWAY = "127.0.0.57";
const CALLER = "081110000057";
const CALLER_HZ = 1_000;
const AGENT_HZ = 600;
const TALK_MS = 3_000;
const CODES = { announced: "1500931", "may-refuse": "1500932", "must-agree": "1500933" } as const;
const PROMPTS = path.resolve(import.meta.dirname, "../../prompts");

let system: TestSwitch;
let caller: DeskPhone;
let agent: DeskPhone;
let seen = 0;

beforeAll(async () => {
  const codes: ReadonlySet<string> = new Set(Object.values(CODES));
  const scriptOf: ScriptResolver = (code) =>
    codes.has(code) ? listOf([{ task: "dial", number: "201", ringMs: 20_000 }]) : null;
  system = await openTestSwitch({ scriptOf });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: CALLER,
  });
  const account = await system.addPhone({ extension: "201" });
  agent = await startDeskPhone({
    folder: path.join(system.folder, "agent"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: AGENT_HZ,
    answer: "auto",
  });
  for (const [notice, code] of Object.entries(CODES)) {
    await system.addNumber({ code, phoneIds: [] });
    await inTenant(system.database.db, system.tenantId, (trx) =>
      trx.updateTable("serviceNumber").set({ recordingNotice: notice }).where("code", "=", code).execute(),
    );
  }
  await system.running.refresh();
});

afterAll(async () => {
  await Promise.all([caller?.close(), agent?.close()]);
  await system?.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const events = () =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["callId", "kind", "at", "data"]).orderBy("at").orderBy("sequence").execute(),
  );
const recordings = () =>
  inTenant(system.database.db, system.tenantId, (trx) => trx.selectFrom("recording").selectAll().execute());
const countOf = async (kind: string) => (await events()).filter((event) => event.kind === kind).length;

async function heardBy(phone: DeskPhone): Promise<Uint8Array> {
  await expect.poll(async () => readWav(await readFile(phone.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(phone.heard);
}

/** The duration of a prompt in both languages. */
async function saidMs(prompt: string): Promise<number> {
  const sounds = await Promise.all(
    ["id", "en"].map(async (language) => readWav(await readFile(path.join(PROMPTS, language, `${prompt}.wav`)))),
  );
  const samples = sounds.map((sound) => (sound.ok ? (sound.value.channels[0]?.length ?? 0) : 0));
  return samples.reduce((sum, count) => sum + count, 0) / 8;
}

/** Calls a number, presses a key `afterMs` after the answer, and waits until caller and agent talk. */
async function talkAfter(code: string, key: string | null, afterMs = 1_000): Promise<string> {
  seen = (await system.cdrs()).length;
  const [answered, talks, told] = [
    await countOf("call.answered"),
    await countOf("talk.began"),
    await countOf("recording.consent"),
  ];
  await caller.command("dial", `sip:${code}@127.0.0.1:${system.port}`);
  await expect.poll(() => countOf("call.answered")).toBe(answered + 1);
  await pause(afterMs);
  if (key !== null) await caller.command("sndcode", key);
  await expect.poll(() => countOf("recording.consent")).toBe(told + 1);
  await expect.poll(() => countOf("talk.began")).toBe(talks + 1);
  return (await events()).findLast(({ kind }) => kind === "talk.began")?.callId ?? "";
}

/** Ends the call, and returns its record. */
async function hangUp() {
  await agent.command("hangup");
  await caller.command("hangup");
  await expect.poll(async () => (await system.cdrs()).length).toBe(seen + 1);
  return (await system.cdrs()).at(-1);
}

const told = async (callId: string) =>
  (await events())
    .filter((event) => event.callId === callId && event.kind === "recording.consent")
    .map(({ data }) => data);

/** Both prompts, each with the digest of its recording. */
const HEARD = /^id\.recorded@[0-9a-f]{12} en\.recorded@[0-9a-f]{12}$/;

describe("a caller who is told or asked before he is recorded", () => {
  it("hears the announcement out first, and nothing of him is recorded before", async () => {
    const callId = await talkAfter(CODES.announced, null);
    await pause(TALK_MS);
    const record = await hangUp();
    expect(await told(callId)).toMatchObject([
      { notice: "announced", answer: "announced", allows: true, prompt: expect.stringMatching(HEARD) as string },
    ]);
    const kinds = (await system.events(callId)).filter((kind) => kind.startsWith("recording."));
    expect(kinds).toEqual(["recording.consent", "recording.began", "recording.ended"]);
    const heard = await heardBy(caller);
    expect(promptShare(heard, await readFile(path.join(PROMPTS, "en", "recorded.wav")))).toBeGreaterThan(0.8);
    const recording = await system.recording(String(record?.["recordingId"]));
    expect(toneShare(recording.wav, CALLER_HZ, 0)).toBeGreaterThan(0.8);
    // The recording is as long as the talk, not the call: the announcement in two languages precedes it.
    expect(toneSeconds(recording.wav, CALLER_HZ, 0)).toBeLessThan(TALK_MS / 1_000 + 3);
  });

  it("refuses by a key: the talk goes on, and there is no recording, neither a row nor a file", async () => {
    const before = (await recordings()).length;
    const callId = await talkAfter(CODES["may-refuse"], "9");
    await pause(TALK_MS);
    const record = await hangUp();
    expect(await told(callId)).toMatchObject([{ answer: "refused", allows: false }]);
    expect(record).toMatchObject({ outcome: "answered", recordingId: null });
    expect((await system.events(callId)).filter((kind) => kind.startsWith("recording."))).toEqual([
      "recording.consent",
    ]);
    expect((await recordings()).length).toBe(before);
    expect(toneSeconds(await heardBy(caller), AGENT_HZ)).toBeGreaterThan(1.5);
  });

  it("says nothing where he was to agree, and is not recorded; agrees by a key, and takes it back while he talks", async () => {
    const before = (await recordings()).length;
    const silent = await talkAfter(CODES["must-agree"], null);
    await hangUp();
    expect(await told(silent)).toMatchObject([{ answer: "silent", allows: false }]);
    expect((await recordings()).length).toBe(before);
    // A yes counts only after the whole announcement.
    const callId = await talkAfter(CODES["must-agree"], "1", (await saidMs("recording-agree")) + 2_000);
    await expect.poll(async () => (await recordings()).length).toBe(before + 1);
    await pause(TALK_MS);
    const id = crypto.randomUUID();
    const wish = {
      id,
      tenantId: system.tenantId,
      callId,
      phoneId: null,
      act: { act: "withdraw-recording" },
      idempotencyKey: id,
    } as const;
    await inTenant(system.database.db, system.tenantId, (trx) =>
      orderCallAct(trx, { ...wish, requestedBy: null, at: new Date() }),
    );
    await system.running.refresh();
    const own = async () => (await recordings()).find((row) => row.callId === callId);
    await expect.poll(async () => (await own())?.state).toBe("deleted");
    expect((await own())?.sealedKey.length).toBe(0);
    await pause(1_000);
    const record = await hangUp();
    expect(record).toMatchObject({ recordingId: null });
    expect(await told(callId)).toMatchObject([
      { answer: "agreed", allows: true },
      { answer: "withdrawn", allows: false },
    ]);
    expect(await own()).toMatchObject({ state: "deleted", segments: [], bytes: null });
    await expect.poll(() => system.running.status()).toMatchObject({ calls: 0, dialogs: 0 });
  });
});
