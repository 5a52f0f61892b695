import { readFile } from "node:fs/promises";
import path from "node:path";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { alawWav, readWav, renderTone } from "../../src/protocols/audio/index.ts";
import { authTokenOf } from "../../src/service/cpaas/twilio-api/wire.ts";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { hookNumber } from "../../testkit/number-hook.ts";
import { soundSeconds, toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500905";
const GATEWAY = "127.0.0.47";
const [FIRST_HZ, SECOND_HZ] = [900, 1_700];

let system: TestSwitch;
let caller: DeskPhone;
let application: ApplicationServer;

beforeAll(async () => {
  application = await openApplicationServer();
  system = await openTestSwitch({ hookHosts: [application.host] });
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110047",
  });
  await system.addNumber({ code: CODE, phoneIds: [], isRecorded: false });
});

afterAll(async () => {
  await caller?.close();
  await system?.close();
  await application?.close();
});

beforeEach(() => hookNumber(system, { code: CODE, voiceUrl: application.at("/voice") }));

const wavOf = (hz: number) => ({ type: "audio/wav", body: alawWav(renderTone([{ frequenciesHz: [hz], ms: 2_000 }])) });

/** Calls, presses keys once the call is answered, and waits for its end: the call's record, and the received audio. */
async function called(keys = "") {
  const before = (await system.cdrs()).length;
  const inCall = () => caller.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
  const calls = inCall();
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
  if (keys !== "") await expect.poll(inCall).toBe(calls + 1);
  for (const key of keys) await caller.command("sndcode", key);
  await expect.poll(async () => (await system.cdrs()).length, { timeout: 40_000 }).toBe(before + 1);
  const cdr = (await system.cdrs()).at(-1);
  const isHeard = inCall() > calls;
  if (isHeard) await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
  return { cdr, heard: isHeard ? await readFile(caller.heard) : new Uint8Array(0) };
}

const since = (at: number) => application.asked.slice(at);

describe("an application that leads the calls of a number", () => {
  it("is requested as Twilio does, speaks, plays, and sends the keys that it gathers to its action", async () => {
    const at = application.asked.length;
    application.reply(({ path: where, fields }) => {
      if (where === "/tone.wav") return wavOf(FIRST_HZ);
      if (where === "/second.wav") return wavOf(SECOND_HZ);
      if (where === "/keys")
        return `<Response><Play>${fields.Digits === "42" ? "/second.wav" : "/tone.wav"}</Play><Hangup/></Response>`;
      return `<?xml version="1.0" encoding="UTF-8"?><Response><Gather numDigits="2" action="/keys">
        <Say language="id-ID">Selamat datang di layanan kami. Tekan dua angka.</Say></Gather><Say>Nothing was pressed.</Say></Response>`;
    });
    const { cdr, heard } = await called("42");
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    const [first, ...others] = since(at);
    const callSid = `CA${String(cdr?.callId).replaceAll("-", "")}`;
    expect(first).toMatchObject({ path: "/voice", method: "POST" });
    expect(first?.fields).toMatchObject({
      CallSid: callSid,
      AccountSid: `AC${system.tenantId.replaceAll("-", "")}`,
      From: "+6281110047",
      To: CODE,
      Direction: "inbound",
      CallStatus: "ringing",
      ApiVersion: "2010-04-01",
    });
    const keys = others.find(({ path: where }) => where === "/keys");
    expect(keys?.fields).toMatchObject({ CallSid: callSid, Digits: "42", CallStatus: "in-progress" });
    expect(toneSeconds(heard, SECOND_HZ)).toBeGreaterThan(1.5);
    expect(toneSeconds(heard, FIRST_HZ)).toBe(0);
    const token = await authTokenOf(
      { db: system.database.db, clock: createRuntimeContext().clock, key: Buffer.alloc(32, 7) },
      system.tenantId,
    );
    for (const one of [first, keys]) {
      const signature = String(one?.headers["x-twilio-signature"]);
      const url = application.at(one?.path ?? "");
      expect(twilio.validateRequest(token, signature, url, { ...one?.fields })).toBe(true);
    }
  });

  it("speaks its words, one after the other", async () => {
    application.reply(
      () => `<Response><Say language="id-ID">Selamat datang di layanan kami.</Say><Say>Welcome.</Say></Response>`,
    );
    expect(soundSeconds((await called()).heard)).toBeGreaterThan(2);
  });

  it("refuses a call before it is answered, which then has cost nothing", async () => {
    application.reply(() => `<Response><Reject reason="busy"/></Response>`);
    expect((await called()).cdr).toMatchObject({ outcome: "busy", answeredAt: null });
  });

  it("goes on with the next verb where nothing is pressed, and with another document where it is sent to one", async () => {
    application.reply(({ path: where }) => {
      if (where === "/tone.wav") return wavOf(FIRST_HZ);
      if (where === "/other") return "<Response><Play>/tone.wav</Play></Response>";
      return `<Response><Gather timeout="1"/><Pause length="1"/><Redirect method="GET">/other</Redirect></Response>`;
    });
    const { heard } = await called();
    expect(toneSeconds(heard, FIRST_HZ)).toBeGreaterThan(1.5);
    expect(application.asked.find(({ path: where }) => where === "/other")).toMatchObject({ method: "GET" });
  });

  it("has a hook behind it that leads on where it hangs, and both stand beside the call", async () => {
    await hookNumber(system, {
      code: CODE,
      voiceUrl: application.at("/hangs"),
      fallbackUrl: application.at("/behind"),
    });
    application.reply(({ path: where }) => {
      if (where === "/tone.wav") return wavOf(FIRST_HZ);
      if (where === "/hangs") return { afterMs: 60_000 };
      return "<Response><Play>/tone.wav</Play></Response>";
    });
    const { heard, cdr } = await called();
    expect(toneSeconds(heard, FIRST_HZ)).toBeGreaterThan(1.5);
    const behind = application.asked.find(({ path: where }) => where === "/behind");
    expect(behind?.fields).toMatchObject({ ErrorCode: "11205", ErrorUrl: application.at("/hangs") });
    const kept = () =>
      inTenant(system.database.db, system.tenantId, (trx) =>
        trx
          .selectFrom("hookExchange")
          .select(["kind", "status", "error", "fields"])
          .where("callId", "=", String(cdr?.callId))
          .orderBy("at")
          .execute(),
      );
    await expect
      .poll(async () => (await kept()).map(({ kind }) => kind))
      .toEqual(expect.arrayContaining(["voice", "fallback"]));
    const [voice, fallback] = await kept();
    expect(voice).toMatchObject({ status: null, error: 11_205, fields: { From: "+*******047" } });
    expect(fallback).toMatchObject({ status: 200, error: null });
  });

  it("leaves nobody in silence where it hangs and nothing stands behind it: the caller is told within its time", async () => {
    application.reply(() => ({ afterMs: 60_000 }));
    const { heard, cdr } = await called();
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    // The caller hears ringback until the webhook's five-second timeout, then the error announcement in both languages.
    expect(Number(cdr?.ringMs)).toBeLessThan(6_500);
    expect(soundSeconds(heard)).toBeGreaterThan(5);
    expect(await system.events(String(cdr?.callId))).toContain("application.failed");
  });

  it("ends in order where its documents dial what nobody has, again and again", async () => {
    const at = application.asked.length;
    application.reply(() => `<Response>${"<Dial>1</Dial>".repeat(99)}<Redirect/></Response>`);
    const { cdr, heard } = await called();
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    expect(soundSeconds(heard)).toBeGreaterThan(2);
    expect(since(at).length).toBeLessThan(5);
    const events = await system.events(String(cdr?.callId));
    expect(events).toContain("application.failed");
    expect(events.length).toBeLessThan(150);
  });

  it("is told what a caller left who hung up, and does not lead what is over", async () => {
    const at = application.asked.length;
    application.reply(({ path: where }) =>
      where === "/kept" ? "<Response><Say>x</Say></Response>" : `<Response><Record action="/kept"/></Response>`,
    );
    const before = (await system.cdrs()).length;
    const inCall = () => caller.events.filter(({ type }) => type === "CALL_ESTABLISHED").length;
    const calls = inCall();
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    await expect.poll(inCall).toBe(calls + 1);
    // The caller's tone is recorded as the message.
    await new Promise((resolve) => void setTimeout(resolve, 3_000));
    await caller.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length).toBe(before + 1);
    await expect
      .poll(() => since(at).find(({ path: where }) => where === "/kept")?.fields, { timeout: 5_000 })
      .toMatchObject({
        CallStatus: "completed",
        Digits: "hangup",
        RecordingSid: expect.stringMatching(/^RE/) as string,
        RecordingUrl: expect.stringContaining("/Recordings/RE") as string,
      });
    expect((await system.cdrs()).at(-1)).toMatchObject({ outcome: "voicemail", endedBy: "caller" });
  });

  it("holds no call up while it hangs: the caller who leaves is gone at once, and other calls go on", async () => {
    const at = application.asked.length;
    application.reply(() => ({ afterMs: 60_000 }));
    const before = (await system.cdrs()).length;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    await expect.poll(() => since(at).length, { timeout: 5_000 }).toBe(1);
    const leftMs = performance.now();
    await caller.command("hangup");
    await expect.poll(async () => (await system.cdrs()).length, { timeout: 4_000 }).toBe(before + 1);
    expect(performance.now() - leftMs).toBeLessThan(2_000);
    expect((await system.cdrs()).at(-1)).toMatchObject({ outcome: "cancelled", endedBy: "caller" });
  });
});
