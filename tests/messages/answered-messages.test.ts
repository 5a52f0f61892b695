import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { openPortalMessaging } from "../../src/processes/portal/short-messages.ts";
import { openSmsQuestions } from "../../src/processes/portal/sms-questions.ts";
import { numberSid } from "../../src/service/flows/call-documents/index.ts";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { type FieldAccess, type FieldClient, fieldAccessOf, openFieldClient } from "../../testkit/field-client.ts";
import { addTestCode } from "../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";

const CODE = "1500795";
let portal: TestPortal;
let application: ApplicationServer;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;
let carrierId: string;
let senderId: string;
let closing: (() => Promise<void>)[] = [];
let writers = 0;

beforeAll(async () => {
  application = await openApplicationServer();
  portal = await openTestPortal({
    works: false,
    runtimeContext: createRuntimeContext(),
    env: { SAMBUNG_HOOK_HOSTS: application.host },
  });
  const { kit } = portal;
  const key = await keyFromFile(kit.settings.dataFolder, "service");
  carrierId = await addTestCarrier({ ...kit, key }, { name: "Uji" });
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  const { tenantId, operator } = centre;
  await addTestCode(kit.db, { code: CODE, tenantId, at: now() });
  const own = { tenantId, personId: operator.id, value: CODE, carrierIds: [carrierId] };
  senderId = await addTestSender({ ...kit, key }, own);
  const messaging = await openPortalMessaging(kit);
  const questions = openSmsQuestions(kit, messaging, key);
  closing = [() => questions.close(), () => messaging.close()];
});

afterAll(async () => {
  for (const close of closing) await close();
  await portal?.close();
  await application?.close();
});

const now = () => new Date(portal.kit.clock.nowMs());
const own = <Value>(work: Parameters<typeof inTenant<Value>>[2]) => inTenant(portal.kit.db, centre.tenantId, work);

/** Stores a message as the gateway does, from a new sender by default; returns the sender and the message's id. */
async function writes(text: string, more: object = {}, by?: string) {
  writers += 1;
  const sender = by ?? `+62812345678${String(writers).padStart(2, "0")}`;
  const id = portal.kit.ids.next();
  await own((trx) =>
    trx
      .insertInto("smsInbound")
      .values({
        id,
        tenantId: centre.tenantId,
        carrierId,
        senderId,
        sender,
        recipient: CODE,
        coding: "latin1",
        payload: Buffer.from(text, "latin1"),
        receivedAt: now(),
        ...more,
      })
      .execute(),
  );
  return { id, sender };
}
const question = (inboundId: string) =>
  own((trx) =>
    trx.selectFrom("smsQuestion").select(["state", "error"]).where("inboundId", "=", inboundId).executeTakeFirst(),
  );
const done = async (inboundId: string) => {
  await expect.poll(async () => (await question(inboundId))?.state).not.toBe("waiting");
  return question(inboundId);
};
const answersTo = async (to: string) => (await client.messages.list({ to })).map(({ from, body }) => ({ from, body }));
const askedFor = (id: string) =>
  application.asked.filter(({ fields }) => fields.MessageSid === `SM${id.replaceAll("-", "")}`);

describe("a number whose messages an application answers", () => {
  it("is told where by the field's own client, and has what is written answered by a document", async () => {
    const number = client.incomingPhoneNumbers(numberSid(CODE));
    expect(
      await number.update({ smsUrl: application.at("/sms"), smsFallbackUrl: application.at("/behind") }),
    ).toMatchObject({
      smsUrl: application.at("/sms"),
      smsMethod: "POST",
      smsFallbackUrl: application.at("/behind"),
      voiceUrl: null,
      capabilities: { sms: true },
    });
    await expect(number.update({ smsUrl: "https://127.0.0.1/" })).rejects.toMatchObject({ code: 21205 });
    application.reply(({ fields }) => `<Response><Message>Terima kasih: ${fields.Body ?? ""}</Message></Response>`);
    const { id, sender } = await writes("Berapa harganya?");
    expect(await done(id)).toEqual({ state: "answered", error: null });
    expect(await answersTo(sender)).toEqual([{ from: CODE, body: "Terima kasih: Berapa harganya?" }]);
    const [request] = askedFor(id);
    expect(request?.fields).toMatchObject({ From: sender, To: CODE, NumMedia: "0", NumSegments: "1" });
    const signature = String(request?.headers["x-twilio-signature"]);
    expect(twilio.validateRequest(access.password, signature, application.at("/sms"), { ...request?.fields })).toBe(
      true,
    );
  });

  it("has nobody answered who wants no messages, nor asks about words that say so", async () => {
    application.reply(() => "<Response><Message>Promo!</Message></Response>");
    const stopped = await writes("STOP", { act: "opt-out" });
    expect(await question(stopped.id)).toBeUndefined();
    const recipient = "6281234567999";
    await own((trx) =>
      trx
        .insertInto("smsOptOut")
        .values({ id: portal.kit.ids.next(), tenantId: centre.tenantId, recipient, source: "word", createdAt: now() })
        .execute(),
    );
    const { id, sender } = await writes("Halo", {}, `+${recipient}`);
    expect(await done(id)).toMatchObject({ state: "answered" });
    expect(await answersTo(sender)).toEqual([]);
  });

  it("has a hook behind it, and a question that nobody answers has failed", async () => {
    application.reply(({ path }) =>
      path === "/sms" ? { status: 500 } : "<Response><Message>Dari belakang</Message></Response>",
    );
    const { id, sender } = await writes("Halo");
    expect(await done(id)).toMatchObject({ state: "answered" });
    expect(await answersTo(sender)).toMatchObject([{ body: "Dari belakang" }]);
    expect(askedFor(id).at(-1)?.fields).toMatchObject({ ErrorCode: "11200", ErrorUrl: application.at("/sms") });
    application.reply(() => "<html/>");
    const nobody = await writes("Halo");
    expect(await done(nobody.id)).toEqual({ state: "failed", error: 12_102 });
    expect(await answersTo(nobody.sender)).toEqual([]);
  });

  it("is asked about a long message once, with all of its parts", async () => {
    application.reply(({ fields }) => `<Response><Message>${fields.NumSegments ?? ""}</Message></Response>`);
    const part = { reference: 7, total: 2 };
    const first = await writes("Satu ", { ...part, place: 1 });
    const second = await writes("dua", { ...part, place: 2 }, first.sender);
    expect(await done(first.id)).toMatchObject({ state: "answered" });
    expect(askedFor(first.id).map(({ fields }) => fields.Body)).toEqual(["Satu dua"]);
    expect([await question(second.id), await answersTo(first.sender)]).toEqual([
      undefined,
      [{ from: CODE, body: "2" }],
    ]);
  });

  it("is asked again where a process died in between, and sends nothing twice, whatever is answered then", async () => {
    let nth = 0;
    application.reply(() => {
      nth += 1;
      return `<Response><Message>Jawaban ${nth}</Message></Response>`;
    });
    const { id, sender } = await writes("Halo");
    await done(id);
    const again = { state: "waiting", doneAt: null, dueAt: now() };
    await own((trx) => trx.updateTable("smsQuestion").set(again).where("inboundId", "=", id).execute());
    await done(id);
    expect(askedFor(id).map(({ headers }) => headers["i-twilio-idempotency-token"])).toHaveLength(2);
    expect(await answersTo(sender)).toEqual([{ from: CODE, body: "Jawaban 1" }]);
  });
});
