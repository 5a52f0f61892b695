import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { purgeRemains } from "../delivery/gateway-run.store.ts";
import { decodeGsm } from "../intake/gsm-text.shared.ts";
import { cutText, decodeUcs2 } from "../intake/segments.shared.ts";
import { eraseShortMessages, shortMessagesOfNumber } from "./personal.store.ts";

const virtualContext = createVirtualContext();
const NUMBER = "6281212340001";
const DAY_MS = 86_400_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let personId: string;
let senderId: string;
let carrierId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  const { db } = database;
  const stage = { db, ...virtualContext, key: Buffer.alloc(32, 1) };
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  [tenantId, personId] = [centre.tenantId, centre.operator.id];
  carrierId = await addTestCarrier(stage, { name: "Uji" });
  senderId = await addTestSender(stage, { tenantId, personId, value: "TOKO-UJI", carrierIds: [carrierId] });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

/** Inserts a stored message without sending it. */
async function written(
  text: string,
  own: { readonly recipient?: string; readonly isOver?: boolean } = {},
): Promise<void> {
  const cut = cutText(text);
  if (typeof cut === "string") throw new Error(cut);
  const [messageId, at] = [virtualContext.ids.next(), new Date(virtualContext.clock.nowMs())];
  const finalAt = own.isOver === false ? null : at;
  await inTenant(database.db, tenantId, async (trx) => {
    await trx
      .insertInto("smsMessage")
      .values({
        id: messageId,
        tenantId,
        senderId,
        sender: "TOKO-UJI",
        recipient: own.recipient ?? NUMBER,
        category: "otp",
        coding: cut.coding,
        parts: cut.parts.length,
        receipt: "never",
        acceptedAt: at,
        sendAt: at,
        validUntil: at,
        state: finalAt === null ? "open" : "delivered",
        finalAt,
      })
      .execute();
    const parts = cut.parts.map(({ octets }, index) => ({
      messageId,
      sequence: index + 1,
      tenantId,
      carrierId,
      payload: Buffer.from(octets),
      priority: 0,
      dueAt: at,
      validUntil: at,
      state: finalAt === null ? "waiting" : "delivered",
      finalAt,
    }));
    await trx.insertInto("smsSegment").values(parts).execute();
  });
}

async function heard(text: string, sender: string): Promise<void> {
  const payload = Buffer.from(text, "latin1");
  const row = {
    id: virtualContext.ids.next(),
    tenantId,
    carrierId,
    senderId,
    sender,
    recipient: "TOKO-UJI",
    coding: "gsm",
    payload,
  };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("smsInbound")
      .values({ ...row, receivedAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
}

const found = (number: string) =>
  inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await shortMessagesOfNumber.find(number).execute(trx);
    return rows
      .map(({ kind, text }) => `${kind as string}: ${(text as string | null) ?? ""}`)
      .toSorted((one, other) => one.localeCompare(other));
  });

describe("short messages of a number", () => {
  it("are read by the database as they are read by the program", async () => {
    const texts = fc.sample(
      fc.oneof(
        fc.string({ minLength: 1, maxLength: 80 }),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
      ),
      {
        numRuns: 200,
      },
    );
    const parts = [...texts, "[€] {^} ~|\\", "Jl. Melati №5 😀"].flatMap((text) => {
      const cut = cutText(text.replaceAll("\0", ""));
      return typeof cut === "string" ? [] : cut.parts.map(({ octets }) => ({ coding: cut.coding, octets }));
    });
    const rows = parts.map(({ coding, octets }) => ({ c: coding, d: Buffer.from(octets).toString("hex") }));
    const read = await sql<{ readonly text: string }>`
      select sms_text(c, decode(d, 'hex')) as text from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(c text, d text)`.execute(
      database.db,
    );
    expect(parts.length).toBeGreaterThan(150);
    expect(read.rows.map(({ text }) => text)).toEqual(
      parts.map(({ coding, octets }) => (coding === "gsm" ? decodeGsm(octets) : decodeUcs2(octets))),
    );
  });

  it("are shown with their texts however the number is written, and no other's", async () => {
    await written("Kode 1234 [rahasia]");
    await written(`Panjang ${"ж".repeat(80)}`);
    await written("Masih jalan", { isOver: false });
    await written("Bukan miliknya", { recipient: "6281212340002" });
    await heard("BERHENTI", `+${NUMBER}`);
    await heard("Halo", "6281212340002");
    const [id, createdAt] = [virtualContext.ids.next(), new Date(virtualContext.clock.nowMs())];
    await inTenant(database.db, tenantId, (trx) =>
      trx.insertInto("smsOptOut").values({ id, tenantId, recipient: NUMBER, source: "word", createdAt }).execute(),
    );
    const all = [
      "opt-out: ",
      "received: BERHENTI",
      "sent: Kode 1234 [rahasia]",
      "sent: Masih jalan",
      `sent: Panjang ${"ж".repeat(80)}`,
    ];
    for (const number of ["081212340001", "+6281212340001", "6281212340001"]) expect(await found(number)).toEqual(all);
  });

  it("are deleted by a request once they are over, and the wish for no messages stays", async () => {
    const at = new Date(virtualContext.clock.nowMs());
    const request = {
      id: virtualContext.ids.next(),
      tenantId,
      kind: "delete",
      number: "+6281212340001",
      shown: "+628•••01",
    };
    const by = { identifiedBy: "KTP diperlihatkan", receivedAt: at, dueAt: at, openedBy: personId };
    await inTenant(database.db, tenantId, (trx) =>
      trx
        .insertInto("personalRequest")
        .values({ ...request, ...by })
        .execute(),
    );
    const erase = () =>
      inTenant(database.db, tenantId, (trx) => eraseShortMessages(trx, { id: request.id, limit: 100 }));
    // Only numbers of an erasure request are deleted.
    expect(await erase()).toEqual([{ name: "short-messages", count: 0 }]);
    await inTenant(database.db, tenantId, (trx) =>
      trx.updateTable("personalRequest").set({ state: "deleting", orderedAt: at, orderedBy: personId }).execute(),
    );
    expect(await erase()).toEqual([{ name: "short-messages", count: 3 }]);
    expect(await found("081212340001")).toEqual(["opt-out: ", "sent: Masih jalan"]);
    expect(await found("081212340002")).toEqual(["received: Halo", "sent: Bukan miliknya"]);
    // Other references to the number are deleted once no message to it is in transit.
    const reference = { tenantId, sender: "TOKO-UJI", nextReference: 1, changedAt: at };
    const receipt = { c: carrierId, m: "x", s: "delivered", e: null, a: at, u: at };
    await inTenant(database.db, tenantId, async (trx) => {
      await trx
        .insertInto("smsReference")
        .values([NUMBER, "6281212340002"].map((recipient) => ({ ...reference, recipient })))
        .execute();
      const rows = [NUMBER, "6281212340002"].map((r) => ({ ...receipt, i: virtualContext.ids.next(), r }));
      await sql`select insert_sms_receipts(${JSON.stringify(rows)}::jsonb)`.execute(trx);
      await sql`select expire_sms_receipts(${new Date(virtualContext.clock.nowMs() + 1_000)}::timestamptz)`.execute(
        trx,
      );
    });
    await erase();
    expect(await beside()).toMatchObject({ references: 2, receipts: 2 });
    await inTenant(database.db, tenantId, async (trx) => {
      await trx
        .updateTable("smsSegment")
        .set({ state: "delivered", finalAt: at })
        .where("finalAt", "is", null)
        .execute();
      await trx
        .updateTable("smsMessage")
        .set({ state: "delivered", finalAt: at })
        .where("finalAt", "is", null)
        .execute();
    });
    await erase();
    expect(await beside()).toMatchObject({ references: 1, receipts: 1 });
  });
});

describe("what no message needs any more", () => {
  it("goes: groups of parts, references, answers under keys, receipts of nobody's", async () => {
    const at = new Date(virtualContext.clock.nowMs() + 100 * DAY_MS);
    const [account, recipient] = [virtualContext.ids.next(), "6281212340009"];
    const limits = { ratePerSecond: 1, windowMax: 1, bindsMax: 1, defaultCoding: "gsm", category: "otp" };
    const group = { accountId: account, sender: "TOKO-UJI", recipient, theirReference: 1, total: 2, tenantId };
    const receipt = {
      i: virtualContext.ids.next(),
      c: carrierId,
      m: "y",
      r: recipient,
      s: "unknown",
      e: null,
      a: at,
      u: at,
    };
    await inTenant(database.db, tenantId, async (trx) => {
      const own = { id: account, tenantId, name: "P", systemId: "uji-1", passwordHash: "x", addresses: [], ...limits };
      await trx
        .insertInto("smsAccount")
        .values({ ...own, createdBy: personId, createdAt: at })
        .execute();
      await trx
        .insertInto("smsGroup")
        .values({ ...group, reference: 1, seen: [1], begunAt: at })
        .execute();
      const reference = { tenantId, sender: "TOKO-UJI", recipient, nextReference: 1, changedAt: at };
      await trx.insertInto("smsReference").values(reference).execute();
      const request = { tenantId, key: "satu", digest: Buffer.alloc(32), answer: "[]", createdAt: at };
      await trx.insertInto("smsRequest").values(request).execute();
      await sql`select insert_sms_receipts(${JSON.stringify([receipt])}::jsonb)`.execute(trx);
      await sql`select expire_sms_receipts(${new Date(at.getTime() + 1_000)}::timestamptz)`.execute(trx);
    });
    const rest = async (days: number) => {
      await purgeRemains(database.db, at.getTime() + days * DAY_MS);
      return beside();
    };
    expect(await rest(0)).toEqual({ references: 1, receipts: 1, groups: 1, requests: 1 });
    expect(await rest(2)).toEqual({ references: 1, receipts: 1, groups: 0, requests: 1 });
    expect(await rest(31)).toEqual({ references: 1, receipts: 0, groups: 0, requests: 0 });
    expect(await rest(41)).toEqual({ references: 0, receipts: 0, groups: 0, requests: 0 });
  });
});

/** Data beside messages; only the database owner can read receipts. */
async function beside(): Promise<unknown> {
  const owner = openDatabase({ access: clone.access, role: "owner", max: 1, log: testLog });
  const { rows } = await sql`select (select count(*)::int from sms_reference) as "references",
    (select count(*)::int from sms_receipt) as receipts, (select count(*)::int from sms_group) as groups,
    (select count(*)::int from sms_request) as requests`.execute(owner.db);
  await owner.close();
  return rows[0];
}
