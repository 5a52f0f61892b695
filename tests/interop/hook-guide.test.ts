import { readFile } from "node:fs/promises";
import path from "node:path";
import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import type { ApplicationReply } from "../../testkit/application-server.ts";
import { openBrowser, SOUND_FLAGS } from "../../testkit/browser.ts";
import { type CallWebhookFixture, callIdOf, openCallWebhookFixture } from "../../testkit/call-webhook-fixture.ts";
import { COOKIE, openTestClient } from "../../testkit/client.ts";
import { openClientSite } from "../../testkit/client-page.ts";
import { startDemonstration } from "../../testkit/demonstration.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import {
  type FieldAccess,
  fieldAccessOf,
  fieldTokenOf,
  openFieldClient,
  signingKeyOf,
} from "../../testkit/field-client.ts";
import { freePort } from "../../testkit/free-port.ts";
import { blocksOf, CALLS_GUIDE, openShell } from "../../testkit/guide-commands.ts";
import { orderAct } from "../../testkit/queue-fixture.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { toneSeconds } from "../../testkit/sound.ts";
import { openStreamBot, type StreamBot } from "../../testkit/stream-bot.ts";

const CODE = "1500907";
const CALLER = "081110000053";
const CALLER_E164 = "+6281110000053";
const CALLER_HZ = 1_000;

let fixture: CallWebhookFixture;
let access: FieldAccess;
let bot: StreamBot;
let agent: DeskPhone | undefined;
let desk: Awaited<ReturnType<CallWebhookFixture["addQueue"]>>;
/** The TwiML documents of the guide's menu, in their order. */
let documents: readonly string[];

beforeAll(async () => {
  documents = await blocksOf("A menu with a queue and a recording", "xml");
  bot = await openStreamBot();
  fixture = await openCallWebhookFixture({ code: CODE, address: "127.0.0.53", number: CALLER, host: bot.host });
  // The switch reloads phones by itself: it knows the agent's phone by the time it registers.
  desk = await fixture.addQueue("Penjualan");
});

afterAll(async () => {
  await agent?.close();
  await fixture?.close();
  await bot?.close();
});

const askedAt = (where: string) => fixture.application.asked.filter(({ path: at }) => at === where);

/** The application of the guide: its response at each path. */
function answer(where: string, digits: string | undefined): ApplicationReply | string {
  const [welcome = "", queue = "", record = ""] = documents;
  if (where === "/voice") return welcome;
  if (where === "/menu") return digits === "1" ? queue : record;
  return "<Response><Hangup/></Response>";
}

/** Calls until the application receives a request, and presses a key until it receives the digits. */
async function callAndPress(key: string): Promise<string> {
  const { application, caller, sipPort } = fixture;
  const before = application.asked.length;
  const dialled = async () => {
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    return vi.waitUntil(() => application.asked[before], { timeout: 2_000 }).catch(() => undefined);
  };
  const first = await vi.waitUntil(dialled, { timeout: 30_000 });
  expect(first).toMatchObject({ path: "/voice", method: "POST", fields: { From: CALLER_E164, To: CODE } });
  const told = askedAt("/menu").length;
  const pressed = async () => {
    await caller.command("sndcode", key);
    return vi.waitUntil(() => askedAt("/menu").length > told, { timeout: 2_000 }).catch(() => false);
  };
  await vi.waitUntil(pressed, { timeout: 30_000 });
  expect(askedAt("/menu").at(-1)?.fields).toMatchObject({ Digits: key, CallStatus: "in-progress" });
  return callIdOf(first?.fields ?? {});
}

const ended = async (callId: string) => {
  await expect.poll(() => fixture.cdrOf(callId)).toBeDefined();
  return fixture.cdrOf(callId);
};

describe("the first five minutes of the guide, on a fresh start", { timeout: 240_000 }, () => {
  it("lead by their own commands to a call that a program orders, and to one that it answers", async () => {
    const [start = "", ...commands] = await blocksOf("Five minutes", "sh");
    expect(start).toBe("npm ci\nSAMBUNG_DEMO=on npm start\n");
    const [demonstration, hookPort] = [await startDemonstration({ SAMBUNG_SIP_PORT: "0" }), await freePort()];
    onTestFinished(() => demonstration.close());
    const { email, password } = demonstration.account("operator-administrator");
    expect(await readFile(CALLS_GUIDE, "utf8")).toContain(`log in as \`${email}\``);
    const session = await openTestClient(demonstration.url).post("/api/session", { email, password });
    const [, token] = new RegExp(`${COOKIE}=([^;]+)`).exec(session.headers.getSetCookie().join("; ")) ?? [];
    const client = openTestClient(demonstration.url, token);
    const number = { code: "14045", label: "", ringSeconds: 30, isRecorded: true, phoneIds: [], papers: null };
    expect((await client.post("/api/service/numbers", number)).status).toBe(201);
    const device = { extension: "101", name: "Program" };
    const made = await client.post<{ username: string; password: string }>("/api/service/phones", device);
    const folder = path.join(demonstration.dataFolder, "softphone");
    const registrar = { port: demonstration.sipPort ?? 0, transport: "udp" } as const;
    const { username, password: secret } = made.body;
    const account = { username, password: secret, registrar };
    const phone = await startDeskPhone({ folder, toneHz: 600, answer: "auto", ...account });
    onTestFinished(() => phone.close());
    const own = await fieldAccessOf({ operator: { client } });
    const script = commands
      .join("")
      .replaceAll("http://127.0.0.1:8080", demonstration.url)
      .replaceAll("3000", String(hookPort))
      .replace('"AC..."', `"${own.accountSid}"`)
      .replace('"..."', `"${own.password}"`);
    const shell = openShell(folder);
    onTestFinished(shell.close);
    shell.enter(script);
    const printed = (text: RegExp) => expect.poll(shell.output).toMatch(text);
    await printed(/listening/);
    await printed(/"voice_url":"http:\/\/127\.0\.0\.1:\d+\/voice"/);
    await printed(/\/voice in-progress/);
    const pressUntil = async (text: RegExp, key: string) =>
      vi.waitUntil(
        async () => {
          await phone.command("sndcode", key);
          return vi.waitUntil(() => text.test(shell.output()), { timeout: 2_000 }).catch(() => false);
        },
        { timeout: 30_000 },
      );
    await pressUntil(/\/menu in-progress 7/, "7");
    await phone.command("hangupall");
    await phone.command("dial", `sip:14045@127.0.0.1:${demonstration.sipPort}`);
    await printed(/\/voice ringing/);
    await pressUntil(/\/menu in-progress 8/, "8");
  });
});

describe("the menu of the guide for applications", () => {
  it("give an account, a hook, and a number that is the application's", async () => {
    expect(documents).toHaveLength(3);
    const { application, centre, system } = fixture;
    access = await fieldAccessOf(centre);
    application.reply(({ path: where, fields }) => answer(where, fields.Digits));
    const client = openFieldClient(system.url, access);
    const [number] = await client.incomingPhoneNumbers.list({ limit: 5 });
    expect(number).toMatchObject({ phoneNumber: CODE });
    const changed = await client.incomingPhoneNumbers(number?.sid ?? "").update({ voiceUrl: application.at("/voice") });
    expect(changed.voiceUrl).toBe(application.at("/voice"));
  });

  it("lead a caller who presses one to an agent of the queue, and the program is told how that ended", async () => {
    const { agentId, account } = desk;
    const { system, centre, sipPort, caller } = fixture;
    const registrar = { port: sipPort, transport: "udp" } as const;
    const folder = path.join(system.dataFolder, "agent");
    agent = await startDeskPhone({ folder, registrar, ...account, toneHz: 600, answer: "auto" });
    const act = { act: "log-in", phoneId: null } as const;
    await orderAct(system.database.db, system.kit, { tenantId: centre.tenantId, agentId, act });
    const callId = await callAndPress("1");
    const talks = async () => (await fixture.eventsOf("talk.began")).filter((one) => one.callId === callId).length;
    await expect.poll(talks).toBe(1);
    await agent.command("hangup");
    await expect.poll(() => askedAt("/after").length).toBe(1);
    expect(askedAt("/after")[0]?.fields).toMatchObject({ QueueResult: "bridged" });
    expect(await ended(callId)).toMatchObject({ outcome: "answered", code: CODE });
    await caller.command("hangupall");
  });

  it("record what a caller who presses two says, which the program hears", async () => {
    const callId = await callAndPress("2");
    await expect
      .poll(() => fixture.eventsOf("message.began").then((all) => all.some((one) => one.callId === callId)), {
        timeout: 30_000,
      })
      .toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await fixture.caller.command("sndcode", "#");
    await expect.poll(() => askedAt("/kept").length).toBe(1);
    expect(await ended(callId)).toMatchObject({ outcome: "voicemail" });
    const [request] = askedAt("/kept");
    const signature = String(request?.headers["x-twilio-signature"]);
    const asked = { ...request?.fields };
    expect(twilio.validateRequest(access.password, signature, fixture.application.at("/kept"), asked)).toBe(true);
    const where = new URL(String(asked.RecordingUrl));
    const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`;
    const recording = async () =>
      fetch(`${fixture.system.url}${where.pathname}.wav`, {
        headers: { authorization },
        signal: AbortSignal.timeout(5_000),
      });
    await expect.poll(async () => (await recording()).status).toBe(200);
    const wav = Buffer.from(await (await recording()).arrayBuffer());
    expect(toneSeconds(wav, CALLER_HZ)).toBeGreaterThan(1.5);
  });
});

describe("a program that wants to hear a call that goes on", () => {
  it("has a stream of it begun and ended by the interface, and nothing of a call that is over", async () => {
    const { application, system, caller } = fixture;
    const client = openFieldClient(system.url, access);
    application.reply(() => `<Response><Pause length="60"/></Response>`);
    const before = application.asked.length;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${fixture.sipPort}`);
    await expect.poll(() => application.asked[before]).toBeDefined();
    const callSid = String(application.asked[before]?.fields.CallSid);
    const began = () => fixture.eventsOf("call.answered").then((all) => all.length);
    await expect.poll(began).toBeGreaterThan(2);
    const { streams } = client.calls(callSid);
    const parameter = { "parameter1.name": "who", "parameter1.value": "a & b" } as const;
    const made = await streams.create({ url: bot.at("/ears"), name: "ears", track: "both_tracks", ...parameter });
    expect(made).toMatchObject({ callSid, accountSid: access.accountSid, name: "ears", status: "in-progress" });
    await expect.poll(() => bot.streams[0]?.heard.length ?? 0).toBeGreaterThan(10);
    const heard = bot.streams[0]?.heard[1];
    expect(heard?.start).toMatchObject({
      streamSid: made.sid,
      callSid,
      tracks: ["inbound", "outbound"],
      customParameters: { who: "a & b" },
    });
    const wrong = (asked: Promise<unknown>) =>
      asked.then(
        () => null,
        ({ code }: { readonly code: number }) => code,
      );
    expect(await wrong(streams.create({ url: "wss://127.0.0.1/x" }))).toBe(21205);
    expect(await wrong(client.calls(callSid).streams(made.sid.replace(/.$/, "z")).update({ status: "stopped" }))).toBe(
      20404,
    );
    expect(await streams(made.sid).update({ status: "stopped" })).toMatchObject({ sid: made.sid, status: "stopped" });
    await expect.poll(() => bot.streams[0]?.isClosed).toBe(true);
    await caller.command("hangup");
    await ended(callIdOf({ CallSid: callSid }));
    expect(await wrong(streams.create({ url: bot.at("/late") }))).toBe(21220);
  });
});

describe("a queue that a program has made", () => {
  it("has callers led into it, and the first of them is taken out into another document", async () => {
    const { application, system, caller } = fixture;
    const client = openFieldClient(system.url, access);
    const queue = await client.queues.create({ friendlyName: "Antrean program", maxSize: 10 });
    application.reply(({ path: where }) => {
      if (where === "/voice") return `<Response><Enqueue action="/after-queue">Antrean program</Enqueue></Response>`;
      return where === "/taken" ? `<Response><Pause length="60"/></Response>` : "<Response><Hangup/></Response>";
    });
    // The ACD reloads queues by itself, and the last caller may still be connected: a caller not yet in the queue calls again.
    const { members } = client.queues(queue.sid);
    const waiting = async () => {
      await caller.command("dial", `sip:${CODE}@127.0.0.1:${fixture.sipPort}`);
      return vi.waitUntil(async () => (await members.list())[0], { timeout: 3_000 }).catch(() => undefined);
    };
    const member = await vi.waitUntil(waiting, { timeout: 60_000 });
    expect(await members("Front").fetch()).toMatchObject({ callSid: member.callSid, position: 1 });
    expect(await members("Front").update({ url: application.at("/taken") })).toMatchObject({ callSid: member.callSid });
    await expect.poll(() => askedAt("/taken").at(-1)?.fields.CallSid).toBe(member.callSid);
    await expect.poll(async () => (await members.list()).length).toBe(0);
    const own = askedAt("/after-queue").filter(({ fields }) => fields.CallSid === member.callSid);
    expect(own).toEqual([]);
    await caller.command("hangup");
    await ended(callIdOf({ CallSid: member.callSid }));
    expect(await client.queues(queue.sid).remove()).toBe(true);
  });
});

describe("a document that sends a short message beside its call", () => {
  it("is told what came of it, and the message is on its way from the number to its caller", async () => {
    const { application, system, caller, centre } = fixture;
    const client = openFieldClient(system.url, access);
    const stage = { ...system.kit, db: system.database.db, key: await keyFromFile(system.dataFolder, "service") };
    const carrierId = await addTestCarrier(stage, { name: "Uji", port: await freePort() });
    const sender = { tenantId: centre.tenantId, personId: centre.operator.id, value: CODE, carrierIds: [carrierId] };
    await addTestSender(stage, sender);
    application.reply(({ path: where }) => {
      if (where === "/sent") return "<Response><Hangup/></Response>";
      if (where === "/unfit") return `<Response><Message action="/sent">Kode Anda 1234</Message></Response>`;
      return `<Response><Message to="12" action="/unfit">Halo</Message></Response>`;
    });
    const before = askedAt("/sent").length;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${fixture.sipPort}`);
    await expect.poll(() => askedAt("/sent").length).toBe(before + 1);
    expect(askedAt("/unfit").at(-1)?.fields).toMatchObject({ SmsStatus: "invalid", ErrorCode: "21211" });
    const fields = askedAt("/sent").at(-1)?.fields ?? {};
    // The message plays no audio, so the call is still ringing.
    expect(fields).toMatchObject({ MessageStatus: "sending", CallStatus: "ringing" });
    const message = await client.messages(fields.MessageSid ?? "").fetch();
    expect(message).toMatchObject({
      from: CODE,
      to: CALLER_E164,
      body: "Kode Anda 1234",
      accountSid: access.accountSid,
    });
    await caller.command("hangupall");
    const callId = callIdOf(fields);
    const kept = () =>
      inTenant(system.database.db, centre.tenantId, (trx) =>
        trx
          .selectFrom("hookExchange")
          .select(["error"])
          .where("callId", "=", callId)
          .where("kind", "=", "message")
          .orderBy("at")
          .execute(),
      );
    await expect.poll(kept).toEqual([{ error: 21_211 }, { error: null }]);
  });
});

describe("browsers with access tokens, by the example as it stands", () => {
  const SARI_HZ = 700;
  const BUDI_HZ = 1_400;

  it("are let in by the field's own tokens: one calls its application, which rings the other, and a key that ends cuts both off", async () => {
    const { application, centre, system } = fixture;
    const [browser, site] = await Promise.all([openBrowser(SOUND_FLAGS), openClientSite()]);
    onTestFinished(async () => {
      await Promise.all([browser.close(), site.close()]);
    });
    const { accountSid } = access;
    const made = await openFieldClient(system.url, access).applications.create({
      friendlyName: "Dari peramban",
      voiceUrl: application.at("/client"),
    });
    const key = await signingKeyOf(centre, "Toko daring");
    application.reply(({ path: where, fields }) =>
      where === "/client" ? `<Response><Dial><Client>${fields.To}</Client></Dial></Response>` : "<Response/>",
    );
    const page = (toneHz: number) => site.open(browser, { baseUrl: system.url, accountSid, toneHz });
    const [sari, budi] = await Promise.all([page(SARI_HZ), page(BUDI_HZ)]);
    const tokenOf = (grant: Parameters<typeof fieldTokenOf>[1]) => fieldTokenOf({ accountSid, key }, grant);
    expect(await budi.connect(tokenOf({ identity: "budi", isRung: true }))).toBeNull();
    expect(await sari.connect(tokenOf({ identity: "sari", applicationSid: made.sid }))).toBeNull();
    // The switch knows an application only after it has reloaded them.
    const called = async () => {
      await sari.call({ To: "budi", pesanan: "A 12" });
      return vi.waitUntil(() => askedAt("/client").at(-1), { timeout: 3_000 }).catch(() => undefined);
    };
    const request = await vi.waitUntil(called, { timeout: 30_000 });
    expect(request?.fields).toMatchObject({
      From: "client:sari",
      To: "budi",
      pesanan: "A 12",
      Direction: "inbound",
      ApplicationSid: made.sid,
      AccountSid: accountSid,
    });
    await expect.poll(() => budi.log()).toContain("incoming client:sari");
    await Promise.all([budi.hears(SARI_HZ), sari.hears(BUDI_HZ)]);
    const callId = callIdOf(request?.fields ?? {});
    expect((await centre.operator.client.delete(`/api/service/signing-keys/${key.id}`)).status).toBe(204);
    for (const one of [sari, budi]) await expect.poll(() => one.log()).toContain("refused 20101");
    expect(await ended(callId)).toMatchObject({
      outcome: "answered",
      caller: "client:sari",
      called: "budi",
      code: null,
    });
    expect(await budi.connect(tokenOf({ identity: "budi", isRung: true }))).toBe(20_101);
  });
});
