import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type FieldClient, fieldAccessOf, fieldKeyOf, openFieldClient } from "../../../../../testkit/field-client.ts";
import { addTestCode, addTestRun } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { numberSid } from "../../../flows/call-documents/index.ts";
import { openCallOrders } from "./call-orders.store.ts";

const VOICE = "https://aplikasi.contoh.id/jawab";
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let client: FieldClient;
let code: string;
let codes = 1500300;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  centre = await openCallCentre(portal);
  client = openFieldClient(portal.url, await fieldAccessOf(centre));
  codes += 1;
  code = String(codes);
  await addTestCode(portal.kit.db, { code, tenantId: centre.tenantId, at: new Date(virtualContext.clock.nowMs()) });
});

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; message: string }) => error,
  );
const stranger = async () => openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));

describe("applications by the field's own client", () => {
  it("are created, fetched, changed, listed and taken away", async () => {
    const made = await client.applications.create({ friendlyName: "Menu", voiceUrl: VOICE, voiceMethod: "GET" });
    expect(made).toMatchObject({
      friendlyName: "Menu",
      voiceUrl: VOICE,
      voiceMethod: "GET",
      voiceFallbackUrl: null,
    });
    expect(made.sid).toMatch(/^AP[0-9a-f]{32}$/);
    virtualContext.advance(1_000);
    const other = await client.applications.create({ friendlyName: "Tagihan" });
    const changed = await client.applications(made.sid).update({ voiceUrl: "", voiceFallbackUrl: `${VOICE}/b` });
    expect(changed).toMatchObject({ friendlyName: "Menu", voiceUrl: null, voiceFallbackUrl: `${VOICE}/b` });
    expect(changed.dateUpdated.getTime()).toBeGreaterThan(made.dateCreated.getTime());
    expect((await client.applications.list({ pageSize: 1, limit: 9 })).map(({ sid }) => sid)).toEqual([
      other.sid,
      made.sid,
    ]);
    expect((await client.applications.list({ friendlyName: "Menu" })).map(({ sid }) => sid)).toEqual([made.sid]);
    expect(await client.applications(made.sid).remove()).toBe(true);
    expect((await refusal(client.applications(made.sid).fetch()))?.code).toBe(20404);
    expect((await refusal(client.applications(made.sid).remove()))?.code).toBe(20404);
  });

  it("are listed to their end, though those of the page before are taken away meanwhile", async () => {
    const made: string[] = [];
    for (const friendlyName of ["satu", "dua", "tiga"]) {
      made.push((await client.applications.create({ friendlyName })).sid);
      virtualContext.advance(1_000);
    }
    const seen: string[] = [];
    for (let page = await client.applications.page({ pageSize: 1 }); ; ) {
      for (const { sid } of page.instances) {
        seen.push(sid);
        await client.applications(sid).remove();
      }
      if (page.nextPageUrl === undefined) break;
      page = await client.applications.getPage(page.nextPageUrl);
    }
    expect(seen).toEqual(made.toReversed());
  });

  it("are not asked inside, nor without a name, nor told of what does not happen", async () => {
    const wanted: readonly (readonly [Parameters<FieldClient["applications"]["create"]>[0], number])[] = [
      [{}, 20001],
      [{ friendlyName: "x", voiceUrl: "http://127.0.0.1/" }, 21205],
      [{ friendlyName: "x", voiceFallbackUrl: "https://rumah.local/" }, 21205],
      [{ friendlyName: "x", statusCallback: "https://127.0.0.1/" }, 21205],
      [{ friendlyName: "x", smsUrl: VOICE }, 20001],
    ];
    for (const [form, wantedCode] of wanted)
      expect((await refusal(client.applications.create(form)))?.code).toBe(wantedCode);
    expect(await client.applications.list()).toEqual([]);
  });

  it("are ordered calls by, and are nobody else's", async () => {
    const { sid } = await client.applications.create({
      friendlyName: "Menu",
      voiceUrl: VOICE,
      voiceFallbackUrl: `${VOICE}/b`,
    });
    await client.calls.create({ to: "+6281234567890", from: code, applicationSid: sid });
    const switchId = virtualContext.ids.next();
    await addTestRun(portal.kit.db, { id: switchId, at: new Date(virtualContext.clock.nowMs()) });
    const [order] = await openCallOrders(portal.kit.db).take({ switchId, nowMs: virtualContext.clock.nowMs(), max: 5 });
    expect(order?.instructions).toMatchObject({ voice: { url: VOICE }, fallback: { url: `${VOICE}/b` } });
    const silent = await client.applications.create({ friendlyName: "Diam" });
    const call = { to: "+6281234567890", from: code };
    expect((await refusal(client.calls.create({ ...call, applicationSid: silent.sid })))?.code).toBe(21218);
    const other = await stranger();
    expect((await refusal(other.calls.create({ ...call, applicationSid: sid })))?.code).toBe(21218);
    expect((await refusal(other.applications(sid).fetch()))?.code).toBe(20404);
    expect((await refusal(other.applications(sid).update({ friendlyName: "Curian" })))?.code).toBe(20404);
    expect((await refusal(other.applications(sid).remove()))?.code).toBe(20404);
    expect(await other.applications.list()).toEqual([]);
  });

  it("are told the end of calls that are ordered by them, and may change before the same request comes again", async () => {
    const status = "https://aplikasi.contoh.id/selesai";
    const { sid } = await client.applications.create({
      friendlyName: "Menu",
      voiceUrl: VOICE,
      statusCallback: status,
      statusCallbackMethod: "GET",
    });
    const { accountSid, username, password } = await fieldAccessOf(centre);
    const order = async () => {
      const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
          "idempotency-key": "pesanan-1",
        },
        body: new URLSearchParams({
          To: "+6281234567890",
          From: code,
          ApplicationSid: sid,
          StatusCallback: "https://lain.contoh.id/",
          StatusCallbackEvent: "ringing",
        }),
      });
      return (await answer.json()) as { sid?: string };
    };
    const first = await order();
    const told = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("callStatusCallback").select("options").execute(),
    );
    expect(told).toEqual([{ options: { status: { url: status, method: "GET", events: ["completed"] } } }]);
    await client.applications(sid).update({ voiceUrl: `${VOICE}/baru` });
    expect(await order()).toMatchObject({ sid: first.sid });
    // Deleting the application does not affect calls ordered before.
    await client.applications(sid).remove();
    expect(await order()).toMatchObject({ sid: first.sid });
  });

  it("are changed only by a key for that, and each change is on record", async () => {
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["numbers.read"]));
    const { sid } = await client.applications.create({ friendlyName: "Menu" });
    expect((await reader.applications(sid).fetch()).friendlyName).toBe("Menu");
    expect((await refusal(reader.applications.create({ friendlyName: "x" })))?.code).toBe(20403);
    expect((await refusal(reader.applications(sid).remove()))?.code).toBe(20403);
    expect((await refusal(reader.incomingPhoneNumbers(numberSid(code)).update({ voiceUrl: VOICE })))?.code).toBe(20403);
    const entries = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .selectFrom("auditEntry")
        .select(["action", "actorPersonId"])
        .where("subjectKind", "=", "voice-application")
        .execute(),
    );
    expect(entries).toEqual([{ action: "voice-application.made", actorPersonId: null }]);
  });
});

describe("numbers by the field's own client", () => {
  it("are listed, fetched and told what leads their calls", async () => {
    const [number] = await client.incomingPhoneNumbers.list();
    expect(number).toMatchObject({ sid: numberSid(code), phoneNumber: code, voiceUrl: null, voiceMethod: "POST" });
    const changed = await client.incomingPhoneNumbers(numberSid(code)).update({ voiceUrl: VOICE, voiceMethod: "GET" });
    expect(changed).toMatchObject({ voiceUrl: VOICE, voiceMethod: "GET", voiceApplicationSid: null });
    const { sid } = await client.applications.create({ friendlyName: "Menu", voiceUrl: VOICE });
    const led = await client.incomingPhoneNumbers(numberSid(code)).update({ voiceApplicationSid: sid });
    expect(led.voiceApplicationSid).toBe(sid);
    expect((await refusal(client.applications(sid).remove()))?.code).toBe(88003);
    const back = await client.incomingPhoneNumbers(numberSid(code)).update({ voiceApplicationSid: "", voiceUrl: "" });
    expect(back).toMatchObject({ voiceApplicationSid: null, voiceUrl: null });
    expect(await client.applications(sid).remove()).toBe(true);
  });

  it("are listed page by page, and found by their digits", async () => {
    const at = new Date(virtualContext.clock.nowMs());
    const more = [`${code}7`, `${code}8`];
    for (const one of more) await addTestCode(portal.kit.db, { code: one, tenantId: centre.tenantId, at });
    const listed = await client.incomingPhoneNumbers.list({ pageSize: 1, limit: 9 });
    expect(listed.map(({ phoneNumber }) => phoneNumber)).toEqual([code, ...more]);
    const found = await client.incomingPhoneNumbers.list({ phoneNumber: `${code}8` });
    expect(found.map(({ phoneNumber }) => phoneNumber)).toEqual([`${code}8`]);
  });

  it("are nobody else's, and led by nothing of anybody else", async () => {
    const other = await stranger();
    expect(await other.incomingPhoneNumbers.list()).toEqual([]);
    expect((await refusal(other.incomingPhoneNumbers(numberSid(code)).fetch()))?.code).toBe(20404);
    expect((await refusal(other.incomingPhoneNumbers(numberSid(code)).update({ voiceUrl: VOICE })))?.code).toBe(20404);
    const theirs = await other.applications.create({ friendlyName: "Lain", voiceUrl: VOICE });
    const own = client.incomingPhoneNumbers(numberSid(code));
    expect((await refusal(own.update({ voiceApplicationSid: theirs.sid })))?.code).toBe(21218);
    expect((await refusal(own.update({ voiceUrl: "https://10.0.0.1/" })))?.code).toBe(21205);
    expect((await own.fetch()).voiceUrl).toBeNull();
  });
});
