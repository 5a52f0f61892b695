import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RecogniserSimulator, startRecogniserSimulator } from "../../simulators/recogniser/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { decode, FRAME_SAMPLES, readWav, SILENCE, shareAt } from "../../src/protocols/audio/index.ts";
import { authTokenOf } from "../../src/service/cpaas/twilio-api/wire.ts";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { hookNumber } from "../../testkit/number-hook.ts";
import { soundSeconds, toneSeconds } from "../../testkit/sound.ts";
import { readStoredCallbacks } from "../../testkit/stored-callbacks.ts";
import {
  type BotActing,
  type BotStream,
  openStreamBot,
  type StreamBot,
  toneMessage,
} from "../../testkit/stream-bot.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const CODE = "1500906";
const ROOT = path.resolve(import.meta.dirname, "../..");
const EXAMPLE = path.join(ROOT, "examples/media-stream-bot.ts");
/** The bytes that the phone records in a second. */
const SECOND_BYTES = 16_000;
const GATEWAY = "127.0.0.48";
const [CALLER_HZ, BOT_HZ] = [1_000, 1_700];

let system: TestSwitch;
let caller: DeskPhone;
let application: ApplicationServer;
let bot: StreamBot;
let example: ExampleBot;
let recogniser: RecogniserSimulator;

beforeAll(async () => {
  [application, bot] = await Promise.all([openApplicationServer(), openStreamBot()]);
  recogniser = await startRecogniserSimulator({ port: 0 });
  const examplePort = await freePort();
  system = await openTestSwitch({
    hookHosts: [application.host, bot.host, `127.0.0.1:${examplePort}`],
    recogniserUrl: `ws://127.0.0.1:${recogniser.port}/{language}`,
  });
  example = await startExample(examplePort);
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY });
  caller = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: CALLER_HZ,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110048",
  });
  await system.addNumber({ code: CODE, phoneIds: [], isRecorded: false });
});

afterAll(async () => {
  example?.stop();
  await caller?.close();
  await system?.close();
  await Promise.all([application?.close(), bot?.close(), recogniser?.close()]);
});

beforeEach(async () => {
  bot.act({});
  await hookNumber(system, { code: CODE, voiceUrl: application.at("/voice") });
});

interface ExampleBot {
  readonly url: string;
  stop(): void;
}

/** The bot of the guide, as a separate process. */
async function startExample(port: number): Promise<ExampleBot> {
  const token = await tokenOf();
  const child = spawn(process.execPath, [EXAMPLE], {
    env: { ...process.env, PORT: String(port), AUTH_TOKEN: token },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { url: String(said).replace("listening at ", "").trim(), stop: () => void child.kill() };
}

function tokenOf(): Promise<string> {
  const { clock } = createRuntimeContext();
  return authTokenOf({ db: system.database.db, clock, key: Buffer.alloc(32, 7) }, system.tenantId);
}

/** Calls, acts once the stream has begun, and waits for the end of the call: the call's record, and the received audio. */
async function called(during?: (stream: BotStream) => Promise<unknown>) {
  const [before, streams] = [(await system.cdrs()).length, bot.streams.length];
  await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
  if (during !== undefined) {
    await expect.poll(() => bot.streams[streams]?.heard.length ?? 0).toBeGreaterThan(1);
    await during(bot.streams[streams] as BotStream);
  }
  await expect.poll(async () => (await system.cdrs()).length, { timeout: 40_000 }).toBe(before + 1);
  await expect.poll(async () => readWav(await readFile(caller.heard)).ok, { timeout: 5_000 }).toBe(true);
  const cdr = (await system.cdrs()).at(-1);
  return { cdr, heard: await readFile(caller.heard), stream: bot.streams[streams] };
}

const connected = (more = "", rest = "") =>
  `<Response><Connect><Stream url="${bot.at("/bot")}">${more}</Stream></Connect>${rest}</Response>`;
const named = (stream: BotStream | undefined, event: string) =>
  (stream?.heard ?? []).filter((one) => one.event === event);

/** The number of frames of a track that contain only a tone. */
function toneFrames(codes: Uint8Array, hz: number): number {
  const samples = decode("ulaw", codes);
  let frames = 0;
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES)
    if (shareAt(samples.subarray(at, at + FRAME_SAMPLES), hz) > 0.8) frames += 1;
  return frames;
}

describe("a bot that talks with a caller", () => {
  it("is introduced as the field does it, hears the caller, is heard, and is told keys and marks", async () => {
    const at = application.asked.length;
    application.reply(({ path: where }) =>
      where === "/after"
        ? "<Response><Hangup/></Response>"
        : connected(`<Parameter name="aiCustomer" value="a &amp; b"/>`).replace(
            "<Connect>",
            `<Connect action="/after">`,
          ),
    );
    bot.act({
      onStart: (stream) => {
        stream.say(toneMessage(BOT_HZ, 2_010));
        stream.say({ event: "mark", mark: { name: "said" } });
      },
      onMessage: (stream, { event }) => {
        if (event === "dtmf") stream.socket.close(1_000);
      },
    });
    const { cdr, heard, stream } = await called(async (one) => {
      await expect.poll(() => named(one, "mark").length).toBe(1);
      await caller.command("sndcode", "7");
    });
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    const [first, start, media] = stream?.heard ?? [];
    const callSid = `CA${String(cdr?.callId).replaceAll("-", "")}`;
    expect(first).toEqual({ event: "connected", protocol: "Call", version: "1.0.0" });
    const streamSid = expect.stringMatching(/^MZ[0-9a-f]{32}$/) as string;
    expect(start).toEqual({
      event: "start",
      sequenceNumber: "1",
      streamSid,
      start: {
        streamSid,
        callSid,
        accountSid: `AC${system.tenantId.replaceAll("-", "")}`,
        tracks: ["inbound"],
        customParameters: { aiCustomer: "a & b" },
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8_000, channels: 1 },
      },
    });
    expect(media).toMatchObject({ event: "media", sequenceNumber: "2", media: { track: "inbound", chunk: "1" } });
    expect(Buffer.from(media?.media?.payload ?? "", "base64")).toHaveLength(FRAME_SAMPLES);
    expect(named(stream, "mark")).toMatchObject([{ mark: { name: "said" } }]);
    expect(named(stream, "dtmf")).toMatchObject([{ dtmf: { track: "inbound_track", digit: "7" } }]);
    expect(toneFrames(stream?.sound("inbound") ?? new Uint8Array(0), CALLER_HZ)).toBeGreaterThan(80);
    expect(toneSeconds(heard, BOT_HZ)).toBeGreaterThan(1.8);
    expect(toneSeconds(heard, BOT_HZ)).toBeLessThan(2.2);
    const numbers = (stream?.heard ?? []).slice(1).map(({ sequenceNumber }) => Number(sequenceNumber));
    expect(numbers).toEqual(numbers.map((_, nth) => nth + 1));
    const after = application.asked.slice(at).find(({ path: where }) => where === "/after");
    expect(after?.fields).toMatchObject({ StreamSid: streamSid, StreamEvent: "stream-stopped", CallSid: callSid });
    const token = await tokenOf();
    const signature = String(stream?.request.headers["x-twilio-signature"]);
    expect(twilio.validateRequest(token, signature, bot.at("/bot"), {})).toBe(true);
    expect(await system.events(String(cdr?.callId))).toEqual(expect.arrayContaining(["stream.began", "stream.ended"]));
  });

  it("is cut short by a clear, and is told the marks that were still to come", async () => {
    application.reply(() => connected());
    bot.act({
      onStart: (stream) => {
        stream.say(toneMessage(BOT_HZ, 20_000));
        stream.say({ event: "mark", mark: { name: "never" } });
      },
      onMessage: (stream, { event, media }) => {
        if (media?.chunk === "60") stream.say({ event: "clear" });
        if (event === "mark") setTimeout(() => stream.socket.close(1_000), 500);
      },
    });
    const { heard, stream } = await called();
    expect(named(stream, "mark")).toMatchObject([{ mark: { name: "never" } }]);
    expect(toneSeconds(heard, BOT_HZ)).toBeGreaterThan(0.7);
    expect(toneSeconds(heard, BOT_HZ)).toBeLessThan(1.6);
  });

  it("goes on when the engine of sound dies and comes back", async () => {
    application.reply(() => connected());
    bot.act({ onStart: (stream) => stream.say(toneMessage(BOT_HZ, 60_000)) });
    const { stream, heard } = await called(async (one) => {
      await expect.poll(() => named(one, "media").length, { timeout: 5_000 }).toBeGreaterThan(25);
      await system.crashSound();
      const before = named(one, "media").length;
      await expect.poll(() => named(one, "media").length, { timeout: 5_000 }).toBeGreaterThan(before + 75);
      one.socket.close(1_000);
    });
    const at = named(stream, "media").map(({ media }) => Number(media?.timestamp));
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(toneSeconds(heard, BOT_HZ)).toBeGreaterThan(1.5);
  });

  it("ends with the caller who hangs up, and is told so", async () => {
    application.reply(() => connected());
    bot.act({ onStart: (stream) => stream.say(toneMessage(BOT_HZ, 60_000)) });
    const { cdr, stream } = await called(async (one) => {
      await expect.poll(() => named(one, "media").length, { timeout: 5_000 }).toBeGreaterThan(25);
      await caller.command("hangup");
    });
    expect(cdr).toMatchObject({ endedBy: "caller" });
    await expect.poll(() => stream?.isClosed).toBe(true);
    expect(stream?.heard.at(-1)).toMatchObject({
      event: "stop",
      stop: { callSid: expect.stringMatching(/^CA/) as string },
    });
  });
});

describe("a bot that listens", () => {
  it("hears both sides while other verbs go on, until it is stopped, and its states are told", async () => {
    application.reply(() => {
      return `<Response>
        <Start><Stream name="ears" track="both_tracks" url="${bot.at("/ears")}" statusCallback="/status"/></Start>
        <Pause length="1"/><Play digits="5"/><Pause length="1"/><Stop><Stream name="ears"/></Stop><Pause length="1"/></Response>`;
    });
    bot.act({});
    const { stream, cdr } = await called();
    expect(stream?.heard[1]).toMatchObject({ start: { tracks: ["inbound", "outbound"] } });
    expect(stream?.isClosed).toBe(true);
    expect(toneFrames(stream?.sound("inbound") ?? new Uint8Array(0), CALLER_HZ)).toBeGreaterThan(60);
    const outbound = stream?.sound("outbound") ?? new Uint8Array(0);
    expect(outbound.some((code) => (code | 0x80) !== SILENCE.ulaw)).toBe(true);
    expect(named(stream, "media").length).toBeLessThan(350);
    const of = { tenantId: system.tenantId, subjectId: String(cdr?.callId) };
    const told = await readStoredCallbacks(system.database.db, of);
    expect(told.map(({ url, fields }) => [url, fields.StreamEvent])).toEqual([
      [application.at("/status"), "stream-started"],
      [application.at("/status"), "stream-stopped"],
    ]);
    expect(told[0]?.fields).toMatchObject({ StreamName: "ears", StreamSid: stream?.heard[1]?.streamSid });
  });
});

describe("a bot that fails leaves no caller in silence", () => {
  const failing: readonly (readonly [string, BotActing, string])[] = [
    ["is no socket", {}, "31920"],
    ["does not answer the handshake", { isDeaf: true }, "31901"],
    ["sends nonsense", { onStart: ({ socket }) => void Array.from({ length: 60 }, () => socket.send("{")) }, "31924"],
    ["sends a message beyond all measure", { onStart: ({ socket }) => socket.send("x".repeat(2_000_000)) }, "31924"],
    ["breaks off", { onStart: ({ socket }) => socket.terminate() }, "31921"],
  ];

  it.each(failing)("when it %s: the hook behind leads on", async (why, acting, error) => {
    const at = application.asked.length;
    await hookNumber(system, {
      code: CODE,
      voiceUrl: application.at("/voice"),
      fallbackUrl: application.at("/behind"),
    });
    bot.act(acting);
    const document =
      why === "is no socket" ? connected().replace(bot.at("/bot"), `ws://${application.host}/bot`) : connected();
    application.reply(({ path: where }) =>
      where === "/behind" ? `<Response><Play digits="123"/></Response>` : document,
    );
    const { heard } = await called();
    const behind = application.asked.slice(at).find(({ path: where }) => where === "/behind");
    expect(behind?.fields).toMatchObject({ ErrorCode: error });
    expect(soundSeconds(heard)).toBeGreaterThan(0.2);
  });

  it("when nothing stands behind it: the call centre serves the caller", async () => {
    bot.act({ onStart: ({ socket }) => socket.close(1_011) });
    application.reply(() => connected());
    const { heard, cdr } = await called(async (stream) => {
      await expect.poll(() => stream.isClosed).toBe(true);
      const lengthOf = async () => (await readFile(caller.heard)).length;
      const before = await lengthOf();
      await expect.poll(lengthOf).toBeGreaterThan(before + SECOND_BYTES * 2);
      await caller.command("hangup");
    });
    expect(soundSeconds(heard)).toBeGreaterThan(1);
    expect(await system.events(String(cdr?.callId))).toContain("application.failed");
  });
});

describe("the bot of the guide", () => {
  it("stands there as it runs", async () => {
    const guide = await readFile(path.join(ROOT, "docs/guide/media-streams.md"), "utf8");
    const [, code = ""] = /```ts\n(.*?)```/s.exec(guide) ?? [];
    expect(code).toBe(await readFile(EXAMPLE, "utf8"));
  });

  it("greets, says back what it hears, and goes when it is told to", async () => {
    await hookNumber(system, { code: CODE, voiceUrl: `${example.url}/voice` });
    const before = (await system.cdrs()).length;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${system.port}`);
    // The caller's tone never ends: after three seconds the bot plays it back.
    await expect
      .poll(async () => (await readFile(caller.heard)).length, { timeout: 20_000 })
      .toBeGreaterThan(SECOND_BYTES * 7);
    await caller.command("sndcode", "#");
    await expect.poll(async () => (await system.cdrs()).length).toBe(before + 1);
    await expect.poll(async () => readWav(await readFile(caller.heard)).ok).toBe(true);
    const heard = await readFile(caller.heard);
    expect(toneSeconds(heard, CALLER_HZ)).toBeGreaterThan(1);
    expect(toneSeconds(heard, 600)).toBeGreaterThan(0.3);
    expect((await system.cdrs()).at(-1)).toMatchObject({ outcome: "automated", endedBy: "system" });
  });
});

describe("a program that hears what its caller says", () => {
  const asks = (attributes: string, prompt: string) =>
    `<Response><Gather input="${attributes}" action="/heard">${prompt}</Gather><Hangup/></Response>`;
  const heardAt = (from: number) => application.asked.slice(from).find(({ path: where }) => where === "/heard")?.fields;

  it("is told his words, which cut what is played to him, in his language and with its hints", async () => {
    const [at, connections] = [application.asked.length, recogniser.connections.length];
    application.reply(({ path: where }) =>
      where === "/heard"
        ? "<Response><Hangup/></Response>"
        : asks(`speech" language="id-ID" hints="satu, dua" speechTimeout="1`, `<Pause length="30"/>`),
    );
    const { cdr } = await called();
    expect(cdr).toMatchObject({ outcome: "automated", endedBy: "system" });
    expect(heardAt(at)).toMatchObject({ SpeechResult: "dua", Confidence: "0.875" });
    expect(heardAt(at)).not.toHaveProperty("Digits");
    expect(recogniser.connections[connections]).toMatchObject({
      path: "/id-ID",
      isClosed: true,
      config: { config: { language: "id-ID", hints: ["satu", "dua"] } },
    });
    // The caller's words are in no event of the call.
    expect(await system.events(String(cdr?.["callId"]))).toContain("task.ended");
    expect(JSON.stringify(await eventsOf(String(cdr?.["callId"])))).not.toContain("dua");
  });

  it("is told keys where the recogniser fails, which stands beside the call", async () => {
    const at = application.asked.length;
    application.reply(({ path: where }) => {
      if (where === "/heard") return "<Response><Hangup/></Response>";
      return asks(`dtmf speech" language="xx-drops" numDigits="1" timeout="20`, "");
    });
    const dialled = called();
    await expect.poll(() => recogniser.connections.at(-1)?.path).toBe("/xx-drops");
    await expect.poll(() => recogniser.connections.at(-1)?.isClosed).toBe(true);
    await caller.command("sndcode", "7");
    await expect.poll(() => heardAt(at)).toMatchObject({ Digits: "7" });
    const { cdr } = await dialled;
    const kept = () =>
      inTenant(system.database.db, system.tenantId, (trx) =>
        trx
          .selectFrom("hookExchange")
          .select(["error"])
          .where("callId", "=", String(cdr?.["callId"]))
          .where("kind", "=", "speech")
          .execute(),
      );
    await expect.poll(async () => (await kept()).map(({ error }) => error)).toEqual([31_921]);
  });
});

const eventsOf = (callId: string) =>
  inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("callEvent").select(["kind", "data"]).where("callId", "=", callId).execute(),
  );
