import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { openGatewayMessaging } from "../delivery/gateway-messaging.effects.ts";
import type { DuePart, EsmeAccount, GatewayMessaging, MessageCategory } from "../delivery/gateway-port.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { findMessage } from "../intake/message.store.ts";
import { isTextOf } from "../intake/text-digest.effects.ts";
import { shortMessagesOfNumber } from "./personal.store.ts";
import { removeTexts } from "./text-removal.jobs.ts";
import { digestOf } from "./text-removal.store.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const RECIPIENT = "6281200000001";
const SENDER = "TOKO SEPATU";
const NUMBER = "628990001234";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONG = `Kode ${"1234 ".repeat(40)}`;
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let carrierId: string;
let gateway: GatewayMessaging;

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
const remove = () => removeTexts({ db: database.db, clock: virtualContext.clock, log: testLog, key, rules });

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  const { db } = database;
  const stage = { db, ...virtualContext, key };
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  tenantId = centre.tenantId;
  carrierId = await addTestCarrier(stage, { name: "Uji" });
  for (const value of [SENDER, NUMBER])
    await addTestSender(stage, { tenantId, personId: centre.operator.id, value, carrierIds: [carrierId] });
  gateway = await openGatewayMessaging({
    db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => false,
  });
  for (const category of ["otp", "transactional"] as const) {
    await addAccount(category, centre.operator.id);
    virtualContext.advance(1_000);
  }
});

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

const accounts = new Map<MessageCategory, EsmeAccount>();

/** An SMPP account of the call centre for one category; the first one receives messages from recipients. */
async function addAccount(category: MessageCategory, createdBy: string): Promise<void> {
  const id = virtualContext.ids.next();
  const account: EsmeAccount = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category,
  };
  accounts.set(category, account);
  const row = { ...account, name: category, passwordHash: "kata", addresses: [], createdBy };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
}

function accountOf(category: MessageCategory): EsmeAccount {
  const account = accounts.get(category);
  if (account === undefined) throw new Error("no such account");
  return account;
}

async function accepted(text: string, category: MessageCategory = "otp", validUntilMs: number | null = null) {
  const octets = encodeGsm(text) ?? new Uint8Array();
  const what = { sender: SENDER, recipient: RECIPIENT, coding: "gsm", octets, part: null } as const;
  const taken = await gateway.esmes.accept(accountOf(category), {
    ...what,
    sendAtMs: null,
    validUntilMs,
    receipt: "always",
  });
  if (!taken.ok) throw new Error(taken.refusal);
  return taken.value.messageId;
}

const answer = (parts: readonly DuePart[]) =>
  gateway.carriers.answered(
    parts.map((part) => ({
      partId: part.partId,
      outcome: { kind: "accepted", carrierMessageId: `c-${part.messageId}-${part.part?.sequence ?? 1}` },
    })),
  );

const receipt = (id: string, sequence = 1) => ({
  carrierId,
  carrierMessageId: `c-${id}-${sequence}`,
  recipient: RECIPIENT,
  state: "delivered" as const,
  errorCode: null,
  receivedAtMs: virtualContext.clock.nowMs(),
});

const view = async (id: string) => {
  const found = await inTenant(database.db, tenantId, (trx) => findMessage(trx, id));
  if (found === undefined) throw new Error("no such message");
  return found;
};

async function until(check: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await check())) {
    if (performance.now() > endMs) throw new Error("did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Messages that were delivered, in their state afterwards. */
async function delivered(text: string, category?: MessageCategory) {
  const id = await accepted(text, category);
  const parts = await gateway.carriers.claim(carrierId, 50);
  await answer(parts);
  await gateway.carriers.receipts(parts.map(({ part }) => receipt(id, part?.sequence)));
  await until(async () => (await view(id)).state === "delivered");
  return view(id);
}

const isSaid = async (messageId: string, text: string) => {
  const digest = await inTenant(database.db, tenantId, (trx) => digestOf(trx, messageId));
  if (digest === null || digest === undefined) throw new Error("no digest");
  return isTextOf(key, digest, { messageId, text });
};

describe("the text of a short message", () => {
  it("goes a day after a one-time password is over and ninety after any other, and what proves the delivery stays", async () => {
    const [code, other] = [await delivered(LONG), await delivered("Pesanan 77 dikirim", "transactional")];
    virtualContext.advance(DAY_MS - MINUTE_MS);
    expect(await remove()).toMatchObject({ codes: 0, texts: 0 });
    expect((await view(code.id)).text).toBe(LONG);
    virtualContext.advance(MINUTE_MS);
    expect(await remove()).toMatchObject({ codes: 1, texts: 0 });
    const bare = (message: typeof code) => ({
      ...message,
      parts: message.parts.map((part) => ({ ...part, payload: 0 })),
    });
    expect(bare(await view(code.id))).toEqual({ ...bare(code), text: "", isTextGone: true });
    expect((await view(code.id)).parts.map(({ payload }) => payload.length)).toEqual([0, 0]);
    expect(await view(other.id)).toEqual(other);
    virtualContext.advance(89 * DAY_MS);
    expect(await remove()).toMatchObject({ codes: 0, texts: 1 });
    expect(await view(other.id)).toMatchObject({ text: "", isTextGone: true, state: "delivered" });
    expect(await remove()).toEqual({ codes: 0, texts: 0, received: 0, requests: 0, counts: 0, unowned: 0 });
  });

  it("can still be shown to be the one that was sent, by its digest, under the key of the installation alone", async () => {
    const { id } = await delivered("Kode Anda 482913");
    virtualContext.advance(DAY_MS);
    await remove();
    expect(await isSaid(id, "Kode Anda 482913")).toBe(true);
    expect(await isSaid(id, "Kode Anda 482914")).toBe(false);
    const digest = await inTenant(database.db, tenantId, (trx) => digestOf(trx, id));
    const said = { messageId: id, text: "Kode Anda 482913" };
    expect(isTextOf(randomBytes(32), digest ?? Buffer.alloc(32), said)).toBe(false);
    expect(isTextOf(key, digest ?? Buffer.alloc(32), { ...said, messageId: virtualContext.ids.next() })).toBe(false);
  });

  it("stays whole while any part of it is not over, however old the others are", async () => {
    const id = await accepted(LONG);
    await answer(await gateway.carriers.claim(carrierId, 10));
    await gateway.carriers.receipts([receipt(id, 1)]);
    await until(async () => (await view(id)).parts[0]?.state === "delivered");
    virtualContext.advance(2 * DAY_MS);
    expect(await remove()).toMatchObject({ codes: 0 });
    expect(await view(id)).toMatchObject({ text: LONG, isTextGone: false, state: "sent" });
    await gateway.carriers.receipts([receipt(id, 2)]);
    await until(async () => (await view(id)).state === "delivered");
    virtualContext.advance(DAY_MS);
    expect(await remove()).toMatchObject({ codes: 1 });
  });

  it("is not taken from what is still to be sent, whoever tries", async () => {
    const id = await accepted("Kode 5678", "transactional");
    const emptied = inTenant(database.db, tenantId, (trx) =>
      trx
        .updateTable("smsSegment")
        .set({ payload: Buffer.alloc(0) })
        .where("messageId", "=", id)
        .execute(),
    );
    await expect(emptied).rejects.toThrow("sms_segment_payload_check");
    const digested = inTenant(database.db, tenantId, (trx) =>
      trx
        .updateTable("smsMessage")
        .set({ textDigest: Buffer.alloc(32) })
        .where("id", "=", id)
        .execute(),
    );
    await expect(digested).rejects.toThrow("sms_message_text_of_what_is_over");
    await gateway.esmes.cancel(accountOf("transactional"), id);
  });

  it("leaves every telephone whole while messages are sent, end and are taken back at the same time", async () => {
    // Every ended message is due at once, so that removal and delivery meet at every message.
    const atOnce = () => ({ textDays: 0, codeDays: 0 });
    const texts = new Map<string, string>();
    const heard = new Map<string, Map<number, string>>();
    let isOver = false;
    const removing = Promise.all(
      [1, 2].map(async () => {
        while (!isOver)
          await removeTexts({ db: database.db, clock: virtualContext.clock, log: testLog, key, rules: atOnce });
      }),
    );
    const sending = Array.from({ length: 120 }, async (_, nth) => {
      const text = nth % 3 === 0 ? `${nth} ${"panjang ".repeat(30)}` : `Kode ${nth}`;
      const id = await accepted(text, nth % 2 === 0 ? "otp" : "transactional");
      texts.set(id, text);
      if (nth % 10 === 0) await gateway.esmes.cancel(accountOf(nth % 2 === 0 ? "otp" : "transactional"), id);
    });
    const carry = async () => {
      const parts = await gateway.carriers.claim(carrierId, 7);
      for (const { messageId, part, octets } of parts) {
        const own = heard.get(messageId) ?? new Map<number, string>();
        heard.set(messageId, own.set(part?.sequence ?? 1, Buffer.from(octets).toString("latin1")));
      }
      await answer(parts);
      await gateway.carriers.receipts(parts.map(({ messageId, part }) => receipt(messageId, part?.sequence)));
      return parts.length;
    };
    await Promise.all(sending);
    await until(async () => (await carry()) === 0);
    await until(async () => (await states()).every((state) => state === "delivered" || state === "cancelled"));
    isOver = true;
    await removing;
    await removeTexts({ db: database.db, clock: virtualContext.clock, log: testLog, key, rules: atOnce });
    const sent = [...heard].filter(([id]) => texts.has(id));
    expect(sent.length).toBeGreaterThan(100);
    for (const [id, parts] of sent) {
      const whole = [...parts].toSorted(([one], [other]) => one - other).map(([, piece]) => piece);
      expect(whole.join("")).toBe(texts.get(id));
    }
    for (const [id, text] of texts) {
      expect(await view(id)).toMatchObject({ text: "", isTextGone: true });
      expect(await isSaid(id, text)).toBe(true);
    }
  });

  const states = async () =>
    (
      await inTenant(database.db, tenantId, (trx) =>
        sql<{ readonly state: string }>`select distinct state from sms_message`.execute(trx),
      )
    ).rows.map(({ state }) => state);
});

describe("what a recipient wrote", () => {
  const write = (text: string) =>
    gateway.carriers.inbound([
      {
        carrierId,
        sender: `+${RECIPIENT}`,
        recipient: NUMBER,
        coding: "gsm",
        part: null,
        octets: encodeGsm(text) ?? new Uint8Array(),
        receivedAtMs: virtualContext.clock.nowMs(),
      },
    ]);
  const found = () =>
    inTenant(database.db, tenantId, async (trx) => {
      const { rows } = await shortMessagesOfNumber.find(`+${RECIPIENT}`).execute(trx);
      return rows
        .filter(({ kind }) => kind === "received")
        .toSorted((one, other) => Number(one["at"]) - Number(other["at"]))
        .map(({ text }) => text);
    });

  it("goes ninety days after it came, and is told to no program without its text", async () => {
    await write("Apakah masih buka?");
    virtualContext.advance(90 * DAY_MS - MINUTE_MS);
    await write("Halo");
    expect(await remove()).toMatchObject({ received: 0 });
    expect(await found()).toEqual(["Apakah masih buka?", "Halo"]);
    virtualContext.advance(MINUTE_MS);
    expect(await remove()).toMatchObject({ received: 1 });
    expect(await found()).toEqual([null, "Halo"]);
    const notices = await gateway.esmes.notices(accountOf("otp"), 1_000);
    const texts = notices.flatMap((one) => (one.notice === "inbound" ? [Buffer.from(one.octets).toString()] : []));
    expect(texts).toEqual(["Halo"]);
  });

  it("and the texts of messages to him are told no longer than they are there", async () => {
    const { rows } = await inTenant(database.db, tenantId, (trx) =>
      shortMessagesOfNumber.find(`+${RECIPIENT}`).execute(trx),
    );
    const sent = rows.filter(({ kind }) => kind === "sent");
    expect(sent.length).toBeGreaterThan(100);
    expect(new Set(sent.map(({ text }) => text))).toEqual(new Set([null]));
  });
});

describe("keys of requests", () => {
  it("are forgotten with the texts of one-time passwords, since their digests stand under no key", async () => {
    const request = (name: string) => ({ tenantId, key: name, digest: randomBytes(32), answer: "[]" });
    const kept = async (name: string) =>
      inTenant(database.db, tenantId, (trx) =>
        trx
          .insertInto("smsRequest")
          .values({ ...request(name), createdAt: new Date(virtualContext.clock.nowMs()) })
          .execute(),
      );
    await kept("lama");
    virtualContext.advance(DAY_MS - MINUTE_MS);
    await kept("baru");
    virtualContext.advance(MINUTE_MS);
    expect(await remove()).toMatchObject({ requests: 1 });
    const left = await inTenant(database.db, tenantId, (trx) => trx.selectFrom("smsRequest").select("key").execute());
    expect(left).toEqual([{ key: "baru" }]);
  });
});
