import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../../../testkit/field-client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";

const TO = "+6281234567890";
const DAY_MS = 86_400_000;
let virtualContext: VirtualContext;
let portal: TestPortal;
let key: Buffer;
let carrierId: string;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;
let from: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  from = `K${centre.tenantId.slice(-9)}`.toUpperCase();
  const { tenantId, operator } = centre;
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: from, carrierIds: [carrierId] },
  );
  // The route cache is at most one second old.
  const first = { to: TO, from, body: "Pertama" };
  await vi.waitUntil(async () => (await refusal(client.messages.create(first))) === undefined, {
    timeout: 10_000,
    interval: 50,
  });
});

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; message: string }) => error,
  );

/** Sets the final state of a message, as an SMPP client does after a delivery report. */
async function end(sid: string, state = "delivered"): Promise<void> {
  const id = sid.replace(/^SM(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const at = new Date(virtualContext.clock.nowMs());
  await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
    const over = { state, sentAt: at, finalAt: at, attempts: 1 };
    await trx.updateTable("smsSegment").set(over).where("messageId", "=", id).execute();
    await trx.updateTable("smsMessage").set({ state, finalAt: at }).where("id", "=", id).execute();
  });
}

describe("messages by the field's own client", () => {
  it("are on disk when they are created, and are fetched as they stand", async () => {
    const message = await client.messages.create({ to: TO, from, body: "Pesanan 7 dikirim." });
    expect(message).toMatchObject({
      to: TO,
      from,
      body: "Pesanan 7 dikirim.",
      status: "queued",
      direction: "outbound-api",
      accountSid: access.accountSid,
      numSegments: "1",
      numMedia: "0",
      errorCode: null,
      dateSent: null,
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    await end(message.sid);
    const later = await client.messages(message.sid).fetch();
    expect(later).toMatchObject({ sid: message.sid, status: "delivered" });
    expect(later.dateSent.getTime()).toBe(Math.floor(virtualContext.clock.nowMs() / 1_000) * 1_000);
  });

  it("say in words what came of them beside its number", async () => {
    const { sid } = await client.messages.create({ to: TO, from, body: "Pesanan 8 dikirim." });
    await end(sid, "undeliverable");
    expect(await client.messages(sid).fetch()).toMatchObject({
      status: "undelivered",
      errorCode: 30003,
      errorMessage: "Message not delivered",
    });
  });

  it("are judged as those of any program, with the field's numbers", async () => {
    const wanted: readonly (readonly [Parameters<FieldClient["messages"]["create"]>[0], number])[] = [
      [{ to: "rumah", from, body: "Halo" }, 21211],
      [{ to: TO, from: "?!", body: "Halo" }, 21212],
      [{ to: TO, from: "LAIN-LAIN", body: "Halo" }, 21606],
      [{ to: TO, from, body: "" }, 21602],
      [{ to: TO, from, body: "panjang ".repeat(400) }, 21617],
      [{ to: TO, body: "Halo" }, 21603],
      [{ to: "", from, body: "Halo" }, 21604],
      [{ to: "+15005550006", from, body: "Halo" }, 21612],
      [{ to: TO, from, body: "Halo", messagingServiceSid: "MG00" }, 20001],
      [{ to: TO, from, body: "Halo", mediaUrl: ["https://contoh.id/a.png"] }, 20001],
      [{ to: TO, from, body: "Halo", statusCallback: "https://127.0.0.1/" }, 21609],
      [{ to: TO, from, body: "Halo", sendAt: new Date(virtualContext.clock.nowMs() + DAY_MS) }, 20001],
      [
        {
          to: TO,
          from,
          body: "Halo",
          scheduleType: "fixed",
          sendAt: new Date(virtualContext.clock.nowMs() + 40 * DAY_MS),
        },
        35114,
      ],
    ];
    const codes = await Promise.all(wanted.map(async ([form]) => (await refusal(client.messages.create(form)))?.code));
    expect(codes).toEqual(wanted.map(([, code]) => code));
    const media = await refusal(
      client.messages.create({ to: TO, from, body: "Halo", mediaUrl: ["https://contoh.id/"] }),
    );
    expect(media?.message).toContain("MediaUrl");
  });

  it("wait for their moment, and are taken back before it", async () => {
    const sendAt = new Date(virtualContext.clock.nowMs() + DAY_MS);
    const message = await client.messages.create({ to: TO, from, body: "Besok", scheduleType: "fixed", sendAt });
    expect(message.status).toBe("scheduled");
    expect((await client.messages(message.sid).update({ status: "canceled" })).status).toBe("canceled");
    expect((await client.messages(message.sid).fetch()).status).toBe("canceled");
    const sent = await client.messages.create({ to: TO, from, body: "Kini" });
    await end(sent.sid);
    expect((await refusal(client.messages(sent.sid).update({ status: "canceled" })))?.code).toBe(30409);
  });

  it("lose their text for ever when that is asked, once they are over, and stay on record", async () => {
    const [one, other] = [
      await client.messages.create({ to: TO, from, body: "Rahasia satu" }),
      await client.messages.create({ to: TO, from, body: "Rahasia dua" }),
    ];
    expect((await refusal(client.messages(one.sid).update({ body: "" })))?.code).toBe(20009);
    await Promise.all([end(one.sid), end(other.sid)]);
    expect((await client.messages(one.sid).update({ body: "" })).body).toBe("");
    expect(await client.messages(other.sid).remove()).toBe(true);
    expect(await client.messages(other.sid).fetch()).toMatchObject({ body: "", status: "delivered" });
    const id = one.sid.slice(2).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const path = `/api/service/sms/messages/${id}/text-comparison`;
    const same = await centre.operator.client.post<{ isSame: boolean }>(path, { text: "Rahasia satu" });
    expect(same.body).toEqual({ isSame: true });
    const kept = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("smsSegment").select("payload").where("messageId", "=", id).execute(),
    );
    expect(kept.map(({ payload }) => payload.length)).toEqual([0]);
  });

  it("are listed newest first, page by page, each once", async () => {
    const bodies = ["satu", "dua", "tiga", "empat", "lima"];
    for (const body of bodies) {
      virtualContext.advance(1_000);
      await client.messages.create({ to: TO, from, body });
    }
    const all = await client.messages.list({ pageSize: 2, limit: 100 });
    expect(all.map(({ body }) => body)).toEqual([...bodies.toReversed(), "Pertama"]);
    const page = await client.messages.page({ pageSize: 2 });
    expect(page.instances.map(({ body }) => body)).toEqual(["lima", "empat"]);
    const next = await page.nextPage();
    expect(next?.instances.map(({ body }) => body)).toEqual(["tiga", "dua"]);
    expect((await (await next?.nextPage())?.nextPage()) ?? undefined).toBeUndefined();
  });

  it("are found by number, sender and day", async () => {
    virtualContext.advance(1_000);
    await client.messages.create({ to: "+6281234567891", from, body: "Lain" });
    const bodies = async (filter: Parameters<FieldClient["messages"]["list"]>[0]) =>
      (await client.messages.list(filter)).map(({ body }) => body);
    const now = virtualContext.clock.nowMs();
    expect(await bodies({ to: "+6281234567891" })).toEqual(["Lain"]);
    expect(await bodies({ to: TO })).toEqual(["Pertama"]);
    expect(await bodies({ from })).toEqual(["Lain", "Pertama"]);
    expect(await bodies({ from: "SIAPA" })).toEqual([]);
    expect(await bodies({ dateSentAfter: new Date(now + 2_000) })).toEqual([]);
    expect(await bodies({ dateSentBefore: new Date(now - 2_000) })).toEqual([]);
    expect(await bodies({ dateSentAfter: new Date(now - 2_000), dateSentBefore: new Date(now) })).toHaveLength(2);
    expect(await bodies({ dateSent: new Date(now) })).toEqual(["Lain"]);
  });

  it("take numbers of a form with a plus that was not encoded, and leave the text as it is", async () => {
    const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Messages.json`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: `To=+6281234567890&From=${from}&Body=+6281234567890`,
    });
    expect([answer.status, await answer.json()]).toMatchObject([201, { to: TO, from, body: " 6281234567890" }]);
  });

  it("are created once for one Idempotency-Key", async () => {
    const ask = async (body: string) => {
      const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Messages.json`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`,
          "idempotency-key": "pesanan-7",
        },
        body: new URLSearchParams({ To: TO, From: from, Body: body }),
      });
      return (await answer.json()) as { sid?: string; code?: number };
    };
    const [first, second] = [await ask("Sekali"), await ask("Sekali")];
    expect(first.sid).toBeDefined();
    expect(second.sid).toBe(first.sid);
    expect((await ask("Lain")).code).toBe(88002);
  });

  it("are closed to a key without their scope, and to another account", async () => {
    const message = await client.messages.create({ to: TO, from, body: "Milik saya" });
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pembaca", ["messages.read"]));
    expect((await reader.messages(message.sid).fetch()).body).toBe("Milik saya");
    expect((await refusal(reader.messages.create({ to: TO, from, body: "x" })))?.code).toBe(20403);
    expect((await refusal(reader.messages(message.sid).remove()))?.code).toBe(20403);
    const sender = openFieldClient(portal.url, await fieldKeyOf(centre, "Pengirim", ["messages.send"]));
    expect((await refusal(sender.messages(message.sid).fetch()))?.code).toBe(20403);
    const stranger = openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));
    expect((await refusal(stranger.messages(message.sid).fetch()))?.code).toBe(20404);
    expect((await refusal(stranger.messages(message.sid).remove()))?.code).toBe(20404);
    expect((await refusal(stranger.messages(message.sid).update({ status: "canceled" })))?.code).toBe(20404);
    expect(await stranger.messages.list()).toEqual([]);
    expect((await refusal(client.messages(message.sid.replace("SM", "CA")).fetch()))?.code).toBe(20404);
  });
});
