import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClonedDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { type HostileReceiver, MISDEEDS, openHostileReceiver } from "../../../../testkit/hostile-receiver.ts";
import { inTenant, type OpenDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import { queuePlace } from "../../acd/queues/wire.ts";
import type {
  ApplicationCallContext,
  ApplicationPort,
  ApplicationRequest,
  TextSent,
} from "../../telephony/calls/index.ts";
import { defaultTenant } from "../../tenancy/tenants/wire.ts";
import { fetchOutward, openOutward, publicWay, twilioSignatureOf } from "../../tenancy/webhooks/wire.ts";
import { openApplicationGateway } from "./application-gateway.effects.ts";
import type { CallText } from "./documents/call-text.ts";
import type { HookExchange } from "./hook-exchange.ts";

const runtimeContext = createRuntimeContext();
const GOOD = "<Response><Say>Hello</Say></Response>";

let database: OpenDatabase;
let hostile: HostileReceiver;
let good: HostileReceiver;
let tenantId: string;
let desk: ApplicationPort;
let exchanges: HookExchange[] = [];
const spoken: string[] = [];
const sent: CallText[] = [];
const lateOnes: ((sent: TextSent) => void)[] = [];
const takenBack: string[] = [];
const letGo: string[] = [];

beforeAll(async () => {
  database = await openClonedDatabase(4);
  tenantId = await defaultTenant(database.db, { id: runtimeContext.ids.next(), name: "Uji", at: new Date() });
  hostile = await openHostileReceiver();
  good = await openHostileReceiver();
  good.do("none", GOOD);
  const outward = openOutward(publicWay([hostile.host, good.host]));
  desk = openApplicationGateway({
    db: database.db,
    clock: runtimeContext.clock,
    log: testLog,
    outward,
    fetchWithin: fetchOutward(outward),
    authTokenOf: async () => "secret",
    signatureOf: twilioSignatureOf,
    publicUrl: "https://sambung.test",
    exchanges: { add: (one) => void exchanges.push(one) },
    inside: [],
    hearsSpeech: false,
    queuePlace,
    sendText: async (text) => {
      sent.push(text);
      if (text.text === "fault") throw new Error("planted");
      if (text.text === "late") return new Promise((settle) => void lateOnes.push(settle));
      return text.to === "12" ? { is: "refused", error: 21_211 } : { is: "sent", messageId: runtimeContext.ids.next() };
    },
    releaseText: async ({ messageId }) => {
      letGo.push(messageId);
      if (letGo.length === 1) throw new Error("planted");
    },
    takeTextBack: async ({ messageId }) => {
      takenBack.push(messageId);
      if (takenBack.length > 2) throw new Error("planted");
      return takenBack.length === 1;
    },
    sentMsMax: 50,
    speak: async ({ text }) => {
      spoken.push(text);
      return text === "never" ? new Promise(() => undefined) : { ok: true, value: `said.${text.length}` };
    },
    keep: async (key, sound) => ((await sound()).ok ? { ok: true, value: key } : { ok: false, refusal: "not-fetched" }),
    soundIn: async (bytes) =>
      bytes.length > 0 ? { ok: true, value: new Int16Array(8) } : { ok: false, refusal: "empty" },
  });
});

afterAll(async () => {
  await Promise.all([hostile?.close(), good?.close()]);
  await database?.close();
});

const asking = (): ApplicationCallContext => ({
  callId: runtimeContext.ids.next(),
  tenantId,
  nth: 3,
  caller: "+628111222333",
  called: "14045",
  isCalledOut: false,
  isAnswered: false,
});
const wish = (change: Partial<ApplicationRequest & { fallback: string | null }> = {}): ApplicationRequest => ({
  fields: {},
  budgetMs: 700,
  ...change,
  instructions: {
    from: "hook",
    voice: { url: hostile.url, method: "POST" },
    fallback:
      change.fallback === null || change.fallback === undefined ? null : { url: change.fallback, method: "POST" },
  },
});

describe("a hook that is asked for a call", () => {
  it.each(MISDEEDS.filter((misdeed) => misdeed !== "none"))(
    "answers in its time whatever it does (%s), and the one behind it leads on",
    async (misdeed) => {
      hostile.do(misdeed, GOOD);
      exchanges = [];
      const beganMs = performance.now();
      const alone = await desk.ask(asking(), wish());
      expect(performance.now() - beganMs).toBeLessThan(700 + 600);
      expect(alone).toMatchObject({ is: "failed", error: expect.any(Number) as number });
      expect(exchanges).toMatchObject([{ kind: "voice", error: expect.any(Number) as number }]);
      // A hanging webhook uses up its own share of the budget, and leaves the fallback its share.
      const behind = await desk.ask(asking(), wish({ budgetMs: 6_000, fallback: good.url }));
      expect(behind).toMatchObject({ is: "document", verbs: [{ verb: "sound" }], from: { url: good.url } });
      expect(performance.now() - beganMs).toBeLessThan(7_500);
    },
    15_000,
  );

  it("tells the one behind it what was wrong, and gives both the same name of the question", async () => {
    hostile.do("failing");
    const before = [hostile.cameIn.length, good.cameIn.length] as const;
    await desk.ask(asking(), wish({ fallback: good.url }));
    const [first, second] = [hostile.cameIn.at(before[0]), good.cameIn.at(before[1])];
    const fields = new URLSearchParams(second?.body);
    expect([fields.get("ErrorCode"), fields.get("ErrorUrl")]).toEqual(["11200", hostile.url]);
    expect(first?.headers["i-twilio-idempotency-token"]).toMatch(/^CA[0-9a-f]{32}\.3$/);
    expect(second?.headers["i-twilio-idempotency-token"]).toBe(first?.headers["i-twilio-idempotency-token"]);
  });

  it("is asked no longer than its call lasts", async () => {
    hostile.do("silent");
    const [one, other] = [asking(), asking()];
    const beganMs = performance.now();
    const [ended, going] = [desk.ask(one, wish({ budgetMs: 4_000 })), desk.ask(other, wish({ budgetMs: 1_500 }))];
    await expect.poll(() => hostile.cameIn.slice(-2).every(({ misdeed }) => misdeed === "silent")).toBe(true);
    desk.letGo(one.callId);
    desk.letGo("nobody's");
    expect(await ended).toMatchObject({ is: "failed" });
    expect(performance.now() - beganMs).toBeLessThan(1_400);
    expect(await going).toMatchObject({ is: "failed", error: 11_205 });
    expect(performance.now() - beganMs).toBeGreaterThan(1_400);
    // A request of an ended call contacts no webhook.
    const askedMs = performance.now();
    expect(await desk.ask(one, wish({ budgetMs: 4_000 }))).toMatchObject({ is: "failed" });
    expect(performance.now() - askedMs).toBeLessThan(1_400);
  });

  it("is no way into the installation's own network", async () => {
    for (const url of ["http://127.0.0.1:1/", "https://169.254.169.254/", "https://[::1]/", "file:///etc/passwd"]) {
      const instructions = { from: "hook", voice: { url, method: "POST" }, fallback: null } as const;
      expect(await desk.ask(asking(), { ...wish(), instructions })).toMatchObject({ is: "failed" });
    }
  });

  it("may name queues of its own call centre alone", async () => {
    const id = runtimeContext.ids.next();
    const row = { id, tenantId, name: "Penjualan", rules: "{}", createdAt: new Date() };
    await inTenant(database.db, tenantId, (trx) => trx.insertInto("queue").values(row).execute());
    const document = "<Response><Enqueue>penjualan</Enqueue><Enqueue>Lain</Enqueue></Response>";
    exchanges = [];
    const answer = await desk.ask(asking(), { ...wish(), instructions: { from: "document", document } });
    expect(answer).toMatchObject({ verbs: [{ queueId: id }, { queueId: null }], from: null });
    // An unknown queue causes a warning in the exchange log.
    expect(exchanges.flatMap(({ warnings }) => warnings)).toEqual([
      { number: 12_200, verb: "Enqueue", attribute: null },
    ]);
    const other = { ...asking(), tenantId: runtimeContext.ids.next() };
    expect(await desk.ask(other, { ...wish(), instructions: { from: "document", document } })).toMatchObject({
      verbs: [{ queueId: null }, { queueId: null }],
    });
  });

  it("has keys waited for, with a warning, where it wants to hear what is said and nobody hears it", async () => {
    const document = `<Response><Gather input="dtmf speech" hints="ya"/><Gather/></Response>`;
    exchanges = [];
    const answer = await desk.ask(asking(), { ...wish(), instructions: { from: "document", document } });
    expect(answer).toMatchObject({ verbs: [{ verb: "gather" }, { verb: "gather" }] });
    expect(JSON.stringify(answer)).not.toContain("speech");
    expect(exchanges.flatMap(({ warnings }) => warnings)).toEqual([
      { number: 12_200, verb: "Gather", attribute: "input" },
    ]);
  });

  it("is told the last of a call that is over, and what it answers then leads nothing", async () => {
    good.do("none", "no document at all");
    exchanges = [];
    const before = good.cameIn.length;
    const instructions = { from: "hook", voice: { url: good.url, method: "POST" }, fallback: null } as const;
    await desk.tell(
      { ...asking(), isAnswered: true, isOver: true },
      { instructions, fields: { Digits: "hangup", RecordingDuration: "7" }, budgetMs: 700 },
    );
    const fields = new URLSearchParams(good.cameIn.at(before)?.body);
    expect([fields.get("CallStatus"), fields.get("Digits"), fields.get("RecordingDuration")]).toEqual([
      ...["completed", "hangup", "7"],
    ]);
    expect(exchanges).toMatchObject([{ kind: "voice", status: 200 }]);
    hostile.do("failing");
    const broken = { ...instructions, voice: { url: hostile.url, method: "POST" } } as const;
    await desk.tell({ ...asking(), isOver: true }, { instructions: broken, fields: {}, budgetMs: 700 });
  });

  it("has what it answered kept: numbers masked at the writer, warnings with it, a document of an order too", async () => {
    exchanges = [];
    const document = `<Response><Say pitch="high">Hi</Say></Response>`;
    await desk.ask(asking(), { ...wish(), instructions: { from: "document", document } });
    await desk.ask(asking(), { ...wish(), instructions: { from: "document", document: "<Response>" } });
    expect(exchanges).toMatchObject([
      { kind: "document", error: null, answer: document, warnings: [{ verb: "Say", attribute: "pitch" }] },
      { kind: "document", error: 12_100 },
    ]);
  });
});

describe("a short message of a document", () => {
  const text = { from: null, to: null, text: "Halo", toldUrl: null };

  it("goes from the number of the call centre to the other end, whoever called whom", async () => {
    [sent.length, letGo.length] = [0, 0];
    const done = await desk.text(asking(), text);
    await desk.text({ ...asking(), caller: "14045", called: "08111222333", isCalledOut: true }, text);
    await desk.text(asking(), { ...text, from: "+14045", to: "08999" });
    expect(sent).toMatchObject([
      { tenantId, from: "14045", to: "+628111222333", text: "Halo" },
      { from: "14045", to: "08111222333" },
      { from: "14045", to: "08999" },
    ]);
    // All three messages were stored as held.
    expect(letGo).toHaveLength(3);
    expect(done).toEqual({ is: "sent", messageId: letGo[0] });
  });

  it("stands beside its call with what came of it, and never rejects", async () => {
    exchanges = [];
    const done = await desk.text(asking(), text);
    expect(await desk.text(asking(), { ...text, to: "12" })).toEqual({ is: "refused", error: 21_211 });
    expect(await desk.text(asking(), { ...text, text: "fault" })).toEqual({ is: "refused", error: 12_400 });
    const sid = done.is === "sent" ? `SM${done.messageId.replaceAll("-", "")}` : "";
    expect(exchanges).toMatchObject([
      { kind: "message", nth: 3, url: "", error: null, fields: { From: "14045", MessageSid: sid } },
      { kind: "message", error: 21_211 },
      { kind: "message", error: 12_400 },
    ]);
  });

  it("that is told as failed is never let go, and taken back when it comes all the same, as stands beside its call", async () => {
    [exchanges, letGo.length] = [[], 0];
    const refused = { is: "refused", error: 12_400 };
    for (const messageId of ["m1", "m2", "m3"]) {
      expect(await desk.text(asking(), { ...text, text: "late" })).toEqual(refused);
      lateOnes.shift()?.({ is: "sent", messageId });
      await expect.poll(() => exchanges.at(-1)?.fields.MessageSid).toBe(`SM${messageId}`);
    }
    expect(takenBack).toEqual(["m1", "m2", "m3"]);
    expect(exchanges.map(({ error, fields }) => [error, fields.MessageStatus])).toEqual([
      [12_400, "canceled"],
      [12_400, "undelivered"],
      [12_400, "undelivered"],
    ]);
    expect(letGo).toEqual([]);
    await desk.text(asking(), { ...text, text: "late" });
    lateOnes.shift()?.({ is: "refused", error: 21_610 });
    await expect.poll(() => exchanges.at(-1)?.error).toBe(21_610);
    expect(takenBack).toHaveLength(3);
  });

  it("is told nowhere inside: it goes all the same, with a warning", async () => {
    [sent.length, exchanges] = [0, []];
    await desk.text(asking(), { ...text, toldUrl: "https://127.0.0.1/told" });
    await desk.text(asking(), { ...text, toldUrl: "https://app.example/told" });
    expect(sent.map(({ toldUrl }) => toldUrl)).toEqual([null, "https://app.example/told"]);
    expect(exchanges.map(({ warnings }) => warnings)).toEqual([
      [{ number: 21_609, verb: "Message", attribute: "statusCallback" }],
      [],
    ]);
  });
});

describe("sounds of a document", () => {
  const heard = (text: string) => ({ sound: { sound: "say", text, language: "en" } as const, times: 1 });

  it("come without the one that is not there in time", async () => {
    const beganMs = performance.now();
    const clips = await desk.sounds(asking(), { sounds: [heard("never"), heard("ab")], budgetMs: 300 });
    expect(clips).toEqual([{ kind: "prompt", prompt: "said.2" }]);
    expect(performance.now() - beganMs).toBeLessThan(1_000);
  });

  it("are spoken ahead, in parts where a text is long", async () => {
    const long = "This is one sentence of many. ".repeat(20);
    spoken.length = 0;
    good.do("none", `<Response><Say>${long}</Say></Response>`);
    await desk.ask(asking(), {
      ...wish(),
      instructions: { ...wish().instructions, voice: { url: good.url, method: "POST" } } as never,
    });
    expect(spoken.length).toBeGreaterThan(1);
    expect(Math.max(...spoken.map((text) => text.length))).toBeLessThanOrEqual(240);
    expect(`${spoken.join(" ")} `).toBe(long.slice(0, spoken.join(" ").length + 1));
  });

  it("are left out where a recording cannot be fetched", async () => {
    hostile.do("failing");
    const sound = { sound: "fetch", url: hostile.url } as const;
    expect(await desk.sounds(asking(), { sounds: [{ sound, times: 1 }], budgetMs: 500 })).toEqual([]);
    good.do("none", "RIFF");
    const other = { sound: "fetch", url: good.url } as const;
    expect(await desk.sounds(asking(), { sounds: [{ sound: other, times: 2 }], budgetMs: 500 })).toHaveLength(2);
  });
});
