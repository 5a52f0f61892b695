import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { addPerson } from "../../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import {
  type ChangeFeed,
  type DatabaseTransaction,
  inTenant,
  type OpenDatabase,
  openDatabase,
} from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { findMessage } from "../intake/message.store.ts";
import { readSmsRoutingTable } from "../routing/routing-table.store.ts";
import { endSender, insertSender } from "../settings/sender.store.ts";
import { claimParts } from "./delivery.store.ts";
import { openGatewayMessaging } from "./gateway-messaging.effects.ts";
import type { CarrierReceipt, DuePart, EsmeAccount, GatewayMessaging, Submission } from "./gateway-port.ts";
import { reroute, type StrandedPlaces } from "./gateway-run.store.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const RECIPIENT = "6281200000001";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let personId: string;
let tenantId: string;
let account: EsmeAccount;
let carrierId: string;
let gateways: GatewayMessaging[] = [];

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
const rules = () => {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  return readShortMessageRules(opened.value);
};
const stage = () => ({ db: database.db, ...virtualContext, key });

async function gateway(): Promise<GatewayMessaging> {
  const opened = await openGatewayMessaging({
    db: database.db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async (hash, password) => hash === password,
  });
  gateways.push(opened);
  return opened;
}

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  personId = (await addPerson({ ...virtualContext, db: database.db })).id;
});

beforeEach(async () => {
  await Promise.all(gateways.map((one) => one.close(1_000)));
  gateways = [];
  tenantId = virtualContext.ids.next();
  const at = new Date(virtualContext.clock.nowMs());
  await database.db
    .insertInto("tenant")
    .values({ id: tenantId, name: `Uji ${tenantId}`, createdAt: at })
    .execute();
  await database.db.updateTable("smsCarrier").set({ isOn: false }).execute();
  carrierId = await addTestCarrier(stage(), { name: `Satu ${tenantId}` });
  const value = senderValue();
  await addTestSender(stage(), { tenantId, personId, value, carrierIds: [carrierId] });
  const id = virtualContext.ids.next();
  account = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "transactional",
  };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({
        ...account,
        name: "Program",
        passwordHash: "kata",
        addresses: ["10.0.0.0/8"],
        createdBy: personId,
        createdAt: at,
      })
      .execute(),
  );
});

afterAll(async () => {
  await Promise.all(gateways.map((one) => one.close(1_000)));
  await database?.close();
  await clone?.close();
});

/** A unique value: random letters, since a repeated name would count as similar. */
const senderValue = () => `K${tenantId.slice(-9)}`.toUpperCase();

const submission = (own: Partial<Submission> & { readonly text?: string } = {}): Submission => ({
  sender: senderValue(),
  recipient: RECIPIENT,
  coding: "gsm",
  part: null,
  sendAtMs: null,
  validUntilMs: null,
  octets: encodeGsm(own.text ?? "Kode 1234") ?? new Uint8Array(),
  receipt: "always",
  ...own,
});

async function accepted(on: GatewayMessaging, own: Parameters<typeof submission>[0] = {}): Promise<string> {
  const taken = await on.esmes.accept(account, submission(own));
  if (!taken.ok) throw new Error(taken.refusal);
  return taken.value.messageId;
}

const view = async (id: string) => {
  const found = await inTenant(database.db, tenantId, (trx) => findMessage(trx, id));
  if (found === undefined) throw new Error("no such message");
  return found;
};
const stateOf = async (id: string) => (await view(id)).state;

const receipt = (carrierMessageId: string, own: Partial<CarrierReceipt> = {}): CarrierReceipt => ({
  carrierId,
  carrierMessageId,
  recipient: RECIPIENT,
  state: "delivered",
  errorCode: null,
  receivedAtMs: virtualContext.clock.nowMs(),
  ...own,
});

/** Polls until the condition holds; the gateway itself polls whenever it is woken. */
async function until(check: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await check())) {
    if (performance.now() > endMs) throw new Error("did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const answer = (on: GatewayMessaging, parts: readonly DuePart[]) =>
  on.carriers.answered(
    parts.map((part) => ({
      partId: part.partId,
      outcome: { kind: "accepted", carrierMessageId: `c-${part.messageId}-${part.part?.sequence ?? 1}` },
    })),
  );

describe("a message that was accepted", () => {
  it("goes to a carrier once, and its receipt ends it and is owed to its program", async () => {
    const one = await gateway();
    const id = await accepted(one);
    expect(await stateOf(id)).toBe("waiting");
    const parts = await one.carriers.claim(carrierId, 10);
    expect(parts).toMatchObject([
      { messageId: id, sender: senderValue(), recipient: RECIPIENT, coding: "gsm", attempt: 1 },
    ]);
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    await answer(one, parts);
    expect(await stateOf(id)).toBe("sent");
    await one.carriers.receipts([receipt(`c-${id}-1`)]);
    await until(async () => (await stateOf(id)) === "delivered");
    const notices = await one.esmes.notices(account, 10);
    expect(notices).toMatchObject([
      { notice: "receipt", messageId: id, state: "delivered", parts: 1, partsDelivered: 1 },
    ]);
    expect(await one.esmes.notices(account, 10)).toEqual([]);
    await one.esmes.noticesTaken(
      account,
      notices.map((notice) => notice.id),
    );
    virtualContext.advance(10 * MINUTE_MS);
    expect(await one.esmes.notices(account, 10)).toEqual([]);
  });

  it("is offered again when its program did not take the notice", async () => {
    const one = await gateway();
    const id = await accepted(one);
    await one.esmes.cancel(account, id);
    const first = await one.esmes.notices(account, 10);
    expect(first).toMatchObject([{ messageId: id, state: "cancelled" }]);
    await one.esmes.noticesRefused(
      account,
      first.map((notice) => notice.id),
    );
    expect(await one.esmes.notices(account, 10)).toEqual([]);
    virtualContext.advance(MINUTE_MS);
    expect(await one.esmes.notices(account, 10)).toHaveLength(1);
  });

  it("is cancelled before a carrier has it, and not afterwards", async () => {
    const one = await gateway();
    const [early, late] = [await accepted(one), await accepted(one)];
    expect(await one.esmes.cancel(account, early)).toEqual({ ok: true, value: null });
    const parts = await one.carriers.claim(carrierId, 10);
    expect(parts.map(({ messageId }) => messageId)).toEqual([late]);
    expect(await one.esmes.cancel(account, late)).toEqual({ ok: false, refusal: "too-late" });
    expect(await one.esmes.cancel(account, virtualContext.ids.next())).toEqual({
      ok: false,
      refusal: "no-such-message",
    });
    expect(await one.esmes.cancel({ ...account, id: virtualContext.ids.next() }, late)).toMatchObject({
      refusal: "no-such-message",
    });
    await answer(one, parts);
    expect(await stateOf(early)).toBe("cancelled");
    expect(await one.esmes.query(account, early)).toMatchObject({ state: "cancelled" });
  });

  it("is claimed by one of many gateways that ask at once, each part once", async () => {
    const all = await Promise.all([gateway(), gateway(), gateway()]);
    const [first] = all;
    if (first === undefined) throw new Error("no gateway");
    const ids = await Promise.all(Array.from({ length: 300 }, () => accepted(first)));
    const claimed: DuePart[] = [];
    const drain = async (on: GatewayMessaging) => {
      for (;;) {
        const parts = await on.carriers.claim(carrierId, 17);
        if (parts.length === 0) return;
        claimed.push(...parts);
        await answer(on, parts);
      }
    };
    await Promise.all(all.flatMap((on) => [drain(on), drain(on)]));
    // A claim skips segments that another one has locked; nothing is left once all have ended.
    await drain(first);
    expect(claimed.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted());
  });
});

describe("receipts", () => {
  it("that come before the carrier's answer wait for it", async () => {
    const one = await gateway();
    const id = await accepted(one);
    const parts = await one.carriers.claim(carrierId, 10);
    await one.carriers.receipts([receipt(`c-${id}-1`)]);
    expect(await stateOf(id)).toBe("leased");
    await answer(one, parts);
    await until(async () => (await stateOf(id)) === "delivered");
    expect(await standings(id)).toEqual(["applied"]);
  });

  it("that came long before are found when their id is given", async () => {
    const one = await gateway();
    const id = await accepted(one);
    const parts = await one.carriers.claim(carrierId, 10);
    await one.carriers.receipts([receipt(`c-${id}-1`)]);
    virtualContext.advance(5 * MINUTE_MS);
    await answer(one, parts);
    await until(async () => (await stateOf(id)) === "delivered");
    expect(await standings(id)).toEqual(["applied"]);
  });

  it("that come twice, late or out of order change nothing that is final", async () => {
    const one = await gateway();
    const id = await accepted(one);
    await answer(one, await one.carriers.claim(carrierId, 10));
    const all = ["enroute", "undeliverable", "delivered", "undeliverable", "expired"] as const;
    for (const state of all) {
      virtualContext.advance(1_000);
      await one.carriers.receipts([
        receipt(`c-${id}-1`, { state, errorCode: state === "undeliverable" ? "011" : null }),
      ]);
    }
    await until(async () => (await standings(id)).length === all.length);
    expect(await standings(id)).toEqual(["noted", "applied", "noted", "noted", "noted"]);
    expect(await view(id)).toMatchObject({ state: "undeliverable", errorCode: "011" });
    expect(await one.esmes.notices(account, 10)).toHaveLength(1);
  });

  it("of another number or another carrier with the same id belong to nobody", async () => {
    const one = await gateway();
    const other = await addTestCarrier(stage(), { name: `Dua ${tenantId}` });
    const id = await accepted(one);
    await answer(one, await one.carriers.claim(carrierId, 10));
    await one.carriers.receipts([
      receipt(`c-${id}-1`, { recipient: "6281299999999" }),
      receipt(`c-${id}-1`, { carrierId: other }),
    ]);
    virtualContext.advance(3 * DAY_MS - MINUTE_MS);
    await one.carriers.receipts([receipt(`c-${id}-1`)]);
    await until(async () => (await stateOf(id)) === "delivered");
    expect(await standings(id)).toEqual(["applied"]);
  });

  it("find their message however a carrier writes its number", async () => {
    const one = await gateway();
    for (const recipient of [`+${RECIPIENT}`, RECIPIENT.replace(/^62/, "0"), `00${RECIPIENT}`, null]) {
      const id = await accepted(one);
      await answer(one, await one.carriers.claim(carrierId, 10));
      await one.carriers.receipts([receipt(`c-${id}-1`, { recipient })]);
      await until(async () => (await stateOf(id)) === "delivered");
      expect(await standings(id)).toEqual(["applied"]);
    }
  });

  it("and answers that nobody can read hold up none of the others", async () => {
    const one = await gateway();
    const ids = [await accepted(one), await accepted(one), await accepted(one)];
    const parts = await one.carriers.claim(carrierId, 10);
    const named = [" ", "x".repeat(200), `c-${ids[2]}-1`];
    await one.carriers.answered(
      ids.map((id, nth) => ({
        partId: parts.find(({ messageId }) => messageId === id)?.partId ?? "",
        outcome: { kind: "accepted", carrierMessageId: named[nth] ?? "" },
      })),
    );
    expect(await Promise.all(ids.map(stateOf))).toEqual(["sent", "sent", "sent"]);
    // A receipt that the database rejects is reported to the caller, and not stored.
    for (const unfit of [receipt(" "), receipt("tidak-ada", { state: "aneh" as "unknown" })])
      await expect(one.carriers.receipts([unfit])).rejects.toThrow("violates check constraint");
    await one.carriers.receipts([receipt("x".repeat(200), { errorCode: "9".repeat(100) }), receipt(named[2] ?? "")]);
    await until(async () => (await Promise.all(ids.map(stateOf))).join() === "sent,delivered,delivered");
  });

  it("are read by the carrier's quirks: hexadecimal in the answer, decimal in the receipt", async () => {
    const one = await gateway();
    await database.db
      .updateTable("smsCarrier")
      .set({ quirks: sql`quirks || '{"idInAnswer":"hex","idInReceipt":"decimal"}'::jsonb` })
      .where("id", "=", carrierId)
      .execute();
    const id = await accepted(one);
    const [part] = await one.carriers.claim(carrierId, 10);
    if (part === undefined) throw new Error("nothing due");
    await one.carriers.answered([{ partId: part.partId, outcome: { kind: "accepted", carrierMessageId: "00A1F" } }]);
    await one.carriers.receipts([receipt("0000002591")]);
    await until(async () => (await stateOf(id)) === "delivered");
    expect((await view(id)).parts[0]?.carrierMessageId).toBe("2591");
  });

  const standings = async (id: string) =>
    (
      await inTenant(database.db, tenantId, (trx) =>
        sql<{ readonly standing: string }>`select standing from receipts_of_sms(${id}::uuid)`.execute(trx),
      )
    ).rows.map((row) => row.standing);
});

describe("long messages", () => {
  it("end when all their parts have, and not before", async () => {
    const one = await gateway();
    const id = await accepted(one, { text: "a".repeat(400) });
    const parts = await one.carriers.claim(carrierId, 10);
    expect(parts.map(({ part, octets }) => [part?.sequence, part?.total, octets.length])).toEqual([
      [1, 3, 153],
      [2, 3, 153],
      [3, 3, 94],
    ]);
    expect(new Set(parts.map(({ part }) => part?.reference)).size).toBe(1);
    await answer(one, parts);
    await one.carriers.receipts([receipt(`c-${id}-1`), receipt(`c-${id}-3`)]);
    await until(async () => (await view(id)).parts.filter(({ state }) => state === "delivered").length === 2);
    expect(await stateOf(id)).toBe("sent");
    await one.carriers.receipts([receipt(`c-${id}-2`, { state: "expired", errorCode: "9" })]);
    await until(async () => (await stateOf(id)) === "expired");
    expect(await one.esmes.notices(account, 10)).toMatchObject([{ parts: 3, partsDelivered: 2, state: "expired" }]);
  });

  it("never share a reference while they are on their way to one telephone, however many are taken at once", async () => {
    const one = await gateway();
    await Promise.all(Array.from({ length: 250 }, () => accepted(one, { text: "b".repeat(161) })));
    const parts = await one.carriers.claim(carrierId, 1_000);
    const firsts = parts.filter(({ part }) => part?.sequence === 1).map(({ part }) => part?.reference);
    expect(new Set(firsts).size).toBe(250);
  });

  it("in parts of a program's own keep together, and two that use the same reference are never mixed", async () => {
    const one = await gateway();
    const second = "6281200000002";
    const mark = (sequence: number, total = 2) => ({ part: { reference: 77, total, sequence } });
    const texts = [
      await accepted(one, { ...mark(1), text: "satu-1" }),
      await accepted(one, { ...mark(1), text: "dua-1", recipient: second }),
      await accepted(one, { ...mark(2), text: "satu-2" }),
      await accepted(one, { ...mark(2), text: "dua-2", recipient: second }),
      // The ESME starts again with the same reference: another text.
      await accepted(one, { ...mark(1), text: "tiga-1" }),
      await accepted(one, { ...mark(2), text: "tiga-2" }),
      await accepted(one, { ...mark(1, 3), text: "empat-1" }),
    ];
    const parts = await one.carriers.claim(carrierId, 20);
    const references = texts.map((id) => parts.find(({ messageId }) => messageId === id)?.part?.reference);
    const [one1, two1, one2, two2, three1, three2, four1] = references;
    expect([one1, two1, three1]).toEqual([one2, two2, three2]);
    // Three texts to one phone have three references.
    expect(new Set([one1, three1, four1]).size).toBe(3);
    expect(parts.filter(({ part }) => part?.sequence === 1)).toHaveLength(4);
  });
});

describe("what may not be sent", () => {
  const refusal = async (on: GatewayMessaging, own: Parameters<typeof submission>[0]) => {
    const taken = await on.esmes.accept(account, submission(own));
    return taken.ok ? "taken" : taken.refusal;
  };

  it("is refused when it comes, with the reason", async () => {
    const one = await gateway();
    const barred = `62811${tenantId.replaceAll(/\D/g, "").slice(-6)}`;
    await database.db
      .insertInto("smsBlockedPrefix")
      .values({ prefix: barred, reason: "Uji", createdBy: personId, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute();
    await addTestSender(stage(), {
      tenantId,
      personId,
      value: `D${senderValue().slice(1)}`,
      carrierIds: [carrierId],
      state: "submitted",
    });
    await addTestSender(stage(), { tenantId, personId, value: "BCA-PROMO", carrierIds: [carrierId] });
    await optOut("6281200000009");
    await until(async () => (await refusal(one, { recipient: `${barred}12` })) === "prefix-blocked");
    expect(await refusal(one, { sender: "LAINNYA" })).toBe("sender-unknown");
    expect(await refusal(one, { sender: `D${senderValue().slice(1)}` })).toBe("sender-not-approved");
    expect(await refusal(one, { sender: "bca-promo" })).toBe("sender-look-alike");
    expect(await refusal(one, { recipient: "6281200000009" })).toBe("recipient-opted-out");
    expect(await refusal(one, { recipient: "447911123456" })).toBe("no-route");
    expect(await refusal(one, { recipient: "halo" })).toBe("recipient-unfit");
    expect(await refusal(one, { text: "x".repeat(1_600) })).toBe("text-too-long");
    expect(await refusal(one, { octets: new Uint8Array() })).toBe("text-empty");
    expect(await refusal(one, { sendAtMs: virtualContext.clock.nowMs() + 31 * DAY_MS })).toBe("send-time-unfit");
    expect(await refusal(one, { validUntilMs: virtualContext.clock.nowMs() - 1 })).toBe("validity-unfit");
    expect(await refusal(one, { part: { reference: 1, total: 2, sequence: 3 } })).toBe("part-unfit");
  });

  it("is not sent when it became so after it was taken", async () => {
    const one = await gateway();
    const [kept, dropped] = [await accepted(one), await accepted(one, { recipient: "6281200000005" })];
    await optOut("6281200000005");
    expect((await one.carriers.claim(carrierId, 10)).map(({ messageId }) => messageId)).toEqual([kept]);
    expect(await view(dropped)).toMatchObject({ state: "rejected", errorCode: "recipient-opted-out" });
    const suspended = await accepted(one);
    await inTenant(database.db, tenantId, (trx) =>
      trx.updateTable("smsRegistration").set({ state: "suspended" }).execute(),
    );
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    expect(await view(suspended)).toMatchObject({ state: "rejected", errorCode: "sender-not-approved" });
  });

  it("goes another way when the sender id stands there", async () => {
    const other = await addTestCarrier(stage(), { name: `Tiga ${tenantId}`, priceRupiah: 900 });
    const one = await gateway();
    const id = await accepted(one);
    await inTenant(database.db, tenantId, async (trx) => {
      const { id: senderId } = await trx
        .selectFrom("smsSender")
        .select("id")
        .where("value", "=", senderValue())
        .executeTakeFirstOrThrow();
      await trx.updateTable("smsRegistration").set({ state: "suspended" }).execute();
      const changedAt = new Date(virtualContext.clock.nowMs());
      await trx
        .insertInto("smsRegistration")
        .values({ senderId, carrierId: other, tenantId, state: "approved", changedAt })
        .execute();
    });
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    expect((await one.carriers.claim(other, 10)).map(({ messageId }) => messageId)).toEqual([id]);
  });

  it("as promotion waits for the hours that hold everywhere", async () => {
    const one = await gateway();
    account = { ...account, category: "promotional" };
    const toSeven = Date.parse("2026-11-25T19:00:00+07:00") - virtualContext.clock.nowMs();
    virtualContext.advance(((toSeven % DAY_MS) + DAY_MS) % DAY_MS);
    const id = await accepted(one);
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    const { parts } = await view(id);
    expect(parts[0]?.dueAt.toISOString()).toMatch(/T01:00:00.000Z$/);
    virtualContext.advance(13 * 60 * MINUTE_MS);
    expect(await one.carriers.claim(carrierId, 10)).toHaveLength(1);
  });
});

describe("when something fails", () => {
  it("what a dead gateway had in hand is sent again and marked as perhaps doubled, and its late answer still counts", async () => {
    const [dead, alive] = [await gateway(), await gateway()];
    const [first, second] = [await accepted(dead), await accepted(dead)];
    const lost = await dead.carriers.claim(carrierId, 10);
    expect(lost).toHaveLength(2);
    await dead.close(1_000);
    await until(async () => (await stateOf(first)) === "waiting");
    // The response for the dead run was on its way: a segment that the carrier has accepted is not sent again.
    await answer(
      alive,
      lost.filter(({ messageId }) => messageId === first),
    );
    const again = await alive.carriers.claim(carrierId, 10);
    expect(again.map(({ messageId, attempt }) => [messageId, attempt])).toEqual([[second, 2]]);
    expect((await view(second)).parts[0]?.sentUnsure).toBe(true);
    expect(await stateOf(first)).toBe("sent");
  });

  it("what was leased is handed out, though what may not be sent could not be turned away", async () => {
    const one = await gateway();
    const [kept, dropped] = [await accepted(one), await accepted(one, { recipient: "6281200000005" })];
    await optOut("6281200000005");
    const held = await holding((trx) =>
      sql`select from sms_message where id = ${dropped}::uuid for update`.execute(trx),
    );
    expect((await one.carriers.claim(carrierId, 10)).map(({ messageId }) => messageId)).toEqual([kept]);
    await held.letGo();
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    expect(await view(dropped)).toMatchObject({ state: "rejected", errorCode: "recipient-opted-out" });
  });

  it("what is in hand for longer than any answer takes goes out again, and is marked as perhaps doubled", async () => {
    const one = await gateway();
    const id = await accepted(one);
    await one.carriers.claim(carrierId, 10);
    await inTenant(database.db, tenantId, (trx) =>
      sql`update sms_segment set leased_at = now() - interval '6 minutes'`.execute(trx),
    );
    await until(async () => (await stateOf(id)) === "waiting");
    expect((await view(id)).parts[0]?.sentUnsure).toBe(true);
  });

  it("a run that was taken for dead takes nothing under its old name, and its late refusals change nothing", async () => {
    const one = await gateway();
    const id = await accepted(one);
    const before = await one.carriers.claim(carrierId, 10);
    await database.db.updateTable("smsGatewayRun").set({ endedAt: sql`now()` }).where("endedAt", "is", null).execute();
    await until(async () => (await stateOf(id)) === "waiting");
    const asked = {
      runId: virtualContext.ids.next(),
      carrierId,
      limit: 10,
      shares: new Map(),
      onFault: () => undefined,
    };
    const ground = {
      book: await readSmsRoutingTable(database.db, 0),
      rules: rules(),
      nowMs: virtualContext.clock.nowMs(),
    };
    expect(await claimParts(database.db, asked, { ...ground, newId: () => virtualContext.ids.next() })).toEqual([]);
    let again: readonly DuePart[] = [];
    await until(async () => {
      again = await one.carriers.claim(carrierId, 10);
      return again.length === 1;
    });
    for (const outcome of [{ kind: "not-sent" }, { kind: "unanswered" }, CONTENT] as const)
      await one.carriers.answered(before.map(({ partId }) => ({ partId, outcome })));
    expect(await stateOf(id)).toBe("leased");
    await answer(one, again);
    expect(await stateOf(id)).toBe("sent");
  });

  it("a late acceptance belongs to the carrier that gave it, though the part has gone elsewhere", async () => {
    const other = await addTestCarrier(stage(), { name: `Enam ${tenantId}` });
    const one = await gateway();
    const id = await accepted(one);
    const parts = await one.carriers.claim(carrierId, 10);
    await one.carriers.answered(parts.map(({ partId }) => ({ partId, outcome: { kind: "unanswered" } })));
    await inTenant(database.db, tenantId, (trx) => trx.updateTable("smsSegment").set({ carrierId: other }).execute());
    await answer(one, parts);
    await one.carriers.receipts([receipt(`c-${id}-1`)]);
    await until(async () => (await stateOf(id)) === "delivered");
    expect((await view(id)).parts[0]?.carrier).toBe(`Satu ${tenantId}`);
  });

  it("a carrier that never answers is tried three times, and nobody says then that it was taken back or not sent", async () => {
    const one = await gateway();
    const id = await accepted(one);
    for (let tries = 1; tries <= 3; tries += 1) {
      const parts = await one.carriers.claim(carrierId, 10);
      expect(parts).toHaveLength(1);
      await one.carriers.answered(parts.map(({ partId }) => ({ partId, outcome: { kind: "unanswered" } })));
      if (tries < 3) expect(await one.esmes.cancel(account, id)).toEqual({ ok: false, refusal: "too-late" });
      virtualContext.advance(MINUTE_MS);
    }
    expect(await view(id)).toMatchObject({ state: "unknown", errorCode: "no-answer" });
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
  });

  it("a step of the house that fails stops none of the others", async () => {
    const owner = openDatabase({ access: clone.access, role: "owner", max: 1, log: testLog });
    const may = (what: "grant" | "revoke") =>
      sql`${sql.raw(what)} execute on function overdue_sms_segments(text, timestamptz, timestamptz, uuid, smallint, integer)
        ${sql.raw(what === "grant" ? "to" : "from")} sambung_app`.execute(owner.db);
    await may("revoke");
    try {
      const [dead, alive] = [await gateway(), await gateway()];
      const id = await accepted(alive);
      expect(await dead.carriers.claim(carrierId, 10)).toHaveLength(1);
      await dead.close(1_000);
      await until(async () => (await stateOf(id)) === "waiting");
    } finally {
      await may("grant");
      await owner.close();
    }
  });

  it("a carrier is down when no gateway reaches it, whatever one of them says", async () => {
    const downSince = async () =>
      (
        await database.db
          .selectFrom("smsCarrier")
          .select("downSince")
          .where("id", "=", carrierId)
          .executeTakeFirstOrThrow()
      ).downSince;
    const [one, two] = [await gateway(), await gateway()];
    await one.carriers.stands(carrierId, false);
    expect(await downSince()).not.toBeNull();
    await two.carriers.stands(carrierId, true);
    expect(await downSince()).toBeNull();
    await one.carriers.stands(carrierId, false);
    expect(await downSince()).toBeNull();
    await two.close(1_000);
    await until(async () => (await downSince()) !== null);
  });

  it("what nobody else takes does not stand in the way of what somebody does", async () => {
    const other = await addTestCarrier(stage(), { name: `Tujuh ${tenantId}`, priceRupiah: 900 });
    const value = `E${senderValue().slice(1)}`;
    await addTestSender(stage(), { tenantId, personId, value, carrierIds: [carrierId, other] });
    const one = await gateway();
    for (let nth = 0; nth < 3; nth += 1) {
      await accepted(one);
      virtualContext.advance(1);
    }
    const id = await accepted(one, { sender: value });
    await one.close(1_000);
    const nowMs = virtualContext.clock.nowMs();
    const downSince = new Date(nowMs - MINUTE_MS);
    await database.db.updateTable("smsCarrier").set({ downSince }).where("id", "=", carrierId).execute();
    const book = await readSmsRoutingTable(database.db, nowMs);
    const places: StrandedPlaces = new Map();
    const moved: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) moved.push(await reroute(database.db, { book, nowMs, places, most: 1 }));
    expect(moved).toEqual([0, 0, 0, 1]);
    const two = await gateway();
    expect((await two.carriers.claim(other, 10)).map(({ messageId }) => messageId)).toEqual([id]);
  });

  it("a carrier that refuses is tried again there or elsewhere by the class of its answer", async () => {
    const other = await addTestCarrier(stage(), { name: `Empat ${tenantId}`, priceRupiah: 900 });
    const one = await gateway();
    await approveAt(other);
    const id = await accepted(one);
    expect(await refuseWith(one, carrierId, "throttled")).toBe(1);
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    virtualContext.advance(MINUTE_MS);
    expect(await refuseWith(one, carrierId, "fault")).toBe(1);
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
    expect(await refuseWith(one, other, "recipient")).toBe(1);
    expect(await view(id)).toMatchObject({ state: "undeliverable", errorCode: "smpp-00000058" });
  });

  it("a carrier that is down is passed over for one that is not", async () => {
    const other = await addTestCarrier(stage(), { name: `Lima ${tenantId}`, priceRupiah: 900 });
    const one = await gateway();
    await approveAt(other);
    const id = await accepted(one);
    await one.carriers.stands(carrierId, false);
    virtualContext.advance(MINUTE_MS);
    await until(async () => (await one.carriers.claim(other, 10)).some(({ messageId }) => messageId === id));
    expect(await one.carriers.claim(carrierId, 10)).toEqual([]);
  });

  it("what nobody took in its time is expired, and what no receipt ever ended is unknown", async () => {
    const one = await gateway();
    const [waits, sent] = [
      await accepted(one, { sendAtMs: virtualContext.clock.nowMs() + 60 * MINUTE_MS }),
      await accepted(one),
    ];
    await answer(one, await one.carriers.claim(carrierId, 10));
    virtualContext.advance(3 * DAY_MS + 2 * 60 * MINUTE_MS);
    await until(async () => (await stateOf(waits)) === "expired");
    expect(await stateOf(sent)).toBe("sent");
    virtualContext.advance(DAY_MS);
    await until(async () => (await stateOf(sent)) === "unknown");
    expect(await view(sent)).toMatchObject({ errorCode: "no-receipt" });
  });

  async function refuseWith(
    on: GatewayMessaging,
    at: string,
    why: "throttled" | "fault" | "recipient",
  ): Promise<number> {
    const parts = await on.carriers.claim(at, 10);
    await on.carriers.answered(
      parts.map(({ partId }) => ({ partId, outcome: { kind: "refused", why, status: 0x58 } })),
    );
    return parts.length;
  }

  async function approveAt(other: string): Promise<void> {
    await inTenant(database.db, tenantId, async (trx) => {
      const { id: senderId } = await trx
        .selectFrom("smsSender")
        .select("id")
        .where("value", "=", senderValue())
        .executeTakeFirstOrThrow();
      const changedAt = new Date(virtualContext.clock.nowMs());
      await trx
        .insertInto("smsRegistration")
        .values({ senderId, carrierId: other, tenantId, state: "approved", changedAt })
        .execute();
    });
  }
});

const CONTENT = { kind: "refused", why: "content", status: 0x45 } as const;

/** A transaction that holds the locks of `act` until it is released. */
async function holding(act: (trx: DatabaseTransaction) => Promise<unknown>) {
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = inTenant(database.db, tenantId, async (trx) => {
    await act(trx);
    held.resolve();
    await over.promise;
  });
  await Promise.race([held.promise, done]);
  return {
    letGo: async () => {
      over.resolve();
      await done;
    },
  };
}

async function optOut(recipient: string): Promise<void> {
  const [id, createdAt] = [virtualContext.ids.next(), new Date(virtualContext.clock.nowMs())];
  await inTenant(database.db, tenantId, (trx) =>
    trx.insertInto("smsOptOut").values({ id, tenantId, recipient, source: "by-hand", createdAt }).execute(),
  );
}

describe("programs that bind", () => {
  it("are known by their password and address, and refused alike whatever is wrong", async () => {
    const one = await gateway();
    const asked = { systemId: account.systemId, password: "kata", address: "10.1.2.3" };
    expect(await one.esmes.signIn(asked)).toMatchObject({ ok: true, value: { id: account.id, tenantId, bindsMax: 2 } });
    expect(await one.esmes.signIn({ ...asked, address: "::ffff:10.1.2.3" })).toMatchObject({ ok: true });
    expect(await one.esmes.signIn({ ...asked, password: "salah" })).toMatchObject({ refusal: "wrong-password" });
    expect(await one.esmes.signIn({ ...asked, systemId: "siapa" })).toMatchObject({ refusal: "unknown-account" });
    expect(await one.esmes.signIn({ ...asked, address: "11.1.2.3" })).toMatchObject({ refusal: "address-not-allowed" });
  });

  it("are owed what recipients write, and a word asks for no more", async () => {
    const one = await gateway();
    const number = `6289${tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
    await addTestSender(stage(), { tenantId, personId, value: number, carrierIds: [carrierId] });
    const from = { carrierId, sender: `+${RECIPIENT}`, recipient: number, coding: "gsm", part: null } as const;
    const inbound = (text: string) => ({
      ...from,
      octets: encodeGsm(text) ?? new Uint8Array(),
      receivedAtMs: virtualContext.clock.nowMs(),
    });
    await one.carriers.inbound([inbound("Halo"), inbound("BERHENTI"), { ...inbound("siapa"), recipient: "99999" }]);
    const notices = await one.esmes.notices(account, 10);
    expect(notices.map((notice) => (notice.notice === "inbound" ? notice.sender : ""))).toEqual([
      `+${RECIPIENT}`,
      `+${RECIPIENT}`,
    ]);
    const asked = submission({ sender: number });
    expect(await one.esmes.accept(account, asked)).toEqual({ ok: false, refusal: "recipient-opted-out" });
    // Only of that sender id.
    expect((await one.esmes.accept(account, submission())).ok).toBe(true);
    await one.carriers.inbound([inbound("mulai")]);
    expect((await one.esmes.accept(account, asked)).ok).toBe(true);
  });

  it("hear a recipient whichever way the number he wrote to is written, however long he is", async () => {
    const one = await gateway();
    const number = `6288${tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
    await addTestSender(stage(), { tenantId, personId, value: number, carrierIds: [carrierId] });
    const words = ["STOP", "UNREG TOKO", `Berhenti${" ya".repeat(700)}`];
    const to = [`+${number}`, number.replace(/^62/, "0"), number];
    await one.carriers.inbound(
      words.map((text, nth) => ({
        carrierId,
        coding: "gsm",
        part: null,
        receivedAtMs: virtualContext.clock.nowMs(),
        sender: `081200001${nth}00`,
        recipient: to[nth] ?? "",
        octets: encodeGsm(text) ?? new Uint8Array(),
      })),
    );
    for (const nth of [0, 1, 2]) {
      const asked = submission({ sender: number, recipient: `6281200001${nth}00` });
      expect(await one.esmes.accept(account, asked)).toMatchObject({ refusal: "recipient-opted-out" });
    }
  });

  it("send nothing to whoever wants nothing of all, or of a name that ended and came again", async () => {
    const one = await gateway();
    const inbound = (text: string, sender = RECIPIENT) => ({
      carrierId,
      sender,
      recipient: senderValue(),
      coding: "gsm" as const,
      part: null,
      octets: encodeGsm(text) ?? new Uint8Array(),
      receivedAtMs: virtualContext.clock.nowMs(),
    });
    const [second, third] = ["6281200000002", "6281200000003"];
    const refusal = async (recipient: string) => {
      const taken = await one.esmes.accept(account, submission({ recipient }));
      return taken.ok ? "taken" : taken.refusal;
    };
    await one.carriers.inbound([inbound("STOP SEMUA"), inbound("MULAI"), inbound("stop", second)]);
    expect([await refusal(RECIPIENT), await refusal(second)]).toEqual(["recipient-opted-out", "recipient-opted-out"]);
    const at = new Date(virtualContext.clock.nowMs());
    await inTenant(database.db, tenantId, async (trx) => {
      const { id } = await trx.selectFrom("smsSender").select("id").executeTakeFirstOrThrow();
      await endSender(trx, id, at);
    });
    // The name is unassigned now: the message belongs to its last holder.
    await one.carriers.inbound([inbound("stop", third)]);
    await inTenant(database.db, tenantId, async (trx) => {
      const value = senderValue().toLowerCase();
      await insertSender(trx, { id: virtualContext.ids.next(), tenantId, value, createdBy: personId, createdAt: at });
      await trx.updateTable("smsRegistration").set({ state: "approved" }).execute();
    });
    expect([await refusal(second), await refusal(third)]).toEqual(["recipient-opted-out", "recipient-opted-out"]);
    expect(await refusal("6281200000004")).toBe("taken");
  });
});
