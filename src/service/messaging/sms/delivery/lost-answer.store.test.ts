import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { present } from "../../../../kernel/index.ts";
import {
  type ChangeFeed,
  type Database,
  inTenant,
  type OpenDatabase,
  openDatabase,
} from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { expireParts, keepReceipts, type OverduePlaces } from "../receipts/receipt.store.ts";
import { readSmsRoutingTable } from "../routing/routing-table.store.ts";
import { openGatewayMessaging } from "./gateway-messaging.effects.ts";
import type { EsmeAccount, GatewayMessaging } from "./gateway-port.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const PRICE = 350;
let clone: ClonedDatabase;
let database: OpenDatabase;
let gateway: GatewayMessaging;
let account: EsmeAccount;
let sender: string;
let carrierId: string;
let personId: string;
let isLosing = false;

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

/** A database whose connection is lost once after a commit, when `isLosing` is true. */
function losing(db: Database): Database {
  const transaction = () => ({
    execute: async (work: Parameters<ReturnType<Database["transaction"]>["execute"]>[0]) => {
      const answer = await db.transaction().execute(work);
      if (!isLosing) return answer;
      isLosing = false;
      throw new Error("Connection terminated unexpectedly");
    },
  });
  return new Proxy(db, {
    get: (target, name) => {
      if (name === "transaction") return transaction;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

const addPrice = (validFromMs: number, priceRupiah: number) =>
  database.db
    .insertInto("smsPrice")
    .values({
      id: virtualContext.ids.next(),
      carrierId: null,
      prefix: "62",
      category: null,
      priceRupiah,
      costRupiah: 250,
      createdBy: personId,
      createdAt: new Date(validFromMs - 120_000),
      validFrom: new Date(validFromMs),
    })
    .execute();

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 6, log: testLog });
  const { db } = database;
  carrierId = await addTestCarrier({ db, ...virtualContext, key }, { name: "Uji" });
  const { tenantId, operator } = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  personId = operator.id;
  sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender({ db, ...virtualContext, key }, { tenantId, personId, value: sender, carrierIds: [carrierId] });
  const id = virtualContext.ids.next();
  const limits = { ratePerSecond: 100, windowMax: 10, bindsMax: 2, defaultCoding: "gsm", category: "otp" } as const;
  account = { id, tenantId, systemId: `u${id.slice(-10)}`, ...limits };
  const row = { ...account, name: "Program", passwordHash: "kata", addresses: [], createdBy: personId };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
  await addPrice(virtualContext.clock.nowMs() - 60_000, PRICE);
  gateway = await openGateway();
});

const openGateway = () =>
  openGatewayMessaging({
    db: losing(database.db),
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => false,
  });

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

const send = async () => {
  const answer = await gateway.esmes.accept(account, {
    sender,
    recipient: "6281234567890",
    coding: "gsm",
    octets: encodeGsm("Kode") ?? new Uint8Array(),
    part: null,
    sendAtMs: null,
    validUntilMs: null,
    receipt: "never",
  });
  return answer.ok ? "taken" : answer.refusal;
};

const stands = () =>
  inTenant(database.db, account.tenantId, async (trx) => {
    const { balanceRupiah } = await trx.selectFrom("smsBalance").select("balanceRupiah").executeTakeFirstOrThrow();
    const messages = await trx.selectFrom("smsMessage").select("id").execute();
    return { balanceRupiah, messages: messages.length };
  });

describe("a message", () => {
  it("that was taken and paid is told so, also where the answer of the commit was lost and nothing is left for a second one", async () => {
    await inTenant(database.db, account.tenantId, (trx) =>
      trx
        .updateTable("smsBalance")
        .set({ mode: "prepaid", balanceRupiah: 2 * PRICE })
        .execute(),
    );
    isLosing = true;
    expect(await Promise.all([send(), send()])).toEqual(["taken", "taken"]);
    expect(isLosing).toBe(false);
    expect(await stands()).toEqual({ balanceRupiah: 0, messages: 2 });
    expect(await send()).toBe("balance-too-low");
    expect(await stands()).toEqual({ balanceRupiah: 0, messages: 2 });
  });
});

describe("the book of ways", () => {
  it("keeps a price for a while after another one followed it: what was accepted before may still wait to be written", async () => {
    const nextMs = virtualContext.clock.nowMs() + 3_600_000;
    await addPrice(nextMs, 400);
    const pricesAt = async (nowMs: number) =>
      [...(await readSmsRoutingTable(database.db, nowMs)).prices.values()].flat().map(({ priceRupiah }) => priceRupiah);
    expect(await pricesAt(nextMs)).toEqual([400, PRICE]);
    expect(await pricesAt(nextMs + 9 * 60_000)).toEqual([400, PRICE]);
    expect(await pricesAt(nextMs + 11 * 60_000)).toEqual([400]);
  });
});

const HOUR_MS = 3_600_000;

/** A message that a carrier has accepted under the id. */
async function carried(carrierMessageId: string): Promise<string> {
  expect(await send()).toBe("taken");
  const [part] = await gateway.carriers.claim(carrierId, 1);
  const { partId, messageId } = present(part, "a part");
  await gateway.carriers.answered([{ partId, outcome: { kind: "accepted", carrierMessageId } }]);
  return messageId;
}

const stateOf = (messageId: string) =>
  inTenant(database.db, account.tenantId, async (trx) => {
    const row = await trx.selectFrom("smsMessage").select("state").where("id", "=", messageId).executeTakeFirst();
    return row?.state;
  });

/** Receipts that arrived so long ago that only the sweep over all waiting receipts finds them. */
const keptBefore = (agoMs: number, ids: readonly string[]) => {
  const nowMs = virtualContext.clock.nowMs() - agoMs;
  const receipt = { carrierId, recipient: null, state: "delivered", errorCode: null, receivedAtMs: nowMs } as const;
  return keepReceipts(
    database.db,
    ids.map((carrierMessageId) => ({ ...receipt, carrierMessageId })),
    { nowMs, newId: () => virtualContext.ids.next() },
  );
};

describe("a receipt that came long ago, and was given to nobody since the gateway died", () => {
  beforeAll(async () => {
    await inTenant(database.db, account.tenantId, (trx) =>
      trx
        .updateTable("smsBalance")
        .set({ balanceRupiah: 100 * PRICE })
        .execute(),
    );
  });

  it("is found behind more that belong to nobody than are looked at in one go", async () => {
    const messageId = await carried("lama-1");
    await gateway.close(1_000);
    await keptBefore(
      2 * HOUR_MS,
      Array.from({ length: 1_100 }, (_, nth) => `tanpa-${nth}`),
    );
    await keptBefore(HOUR_MS, ["lama-1"]);
    gateway = await openGateway();
    await expect.poll(() => stateOf(messageId), { timeout: 60_000 }).toBe("delivered");
  });

  it("is found later where somebody has its message in hand, and holds up none behind it", async () => {
    const [held, free] = [await carried("lama-2"), await carried("lama-3")];
    await gateway.close(1_000);
    await keptBefore(2 * HOUR_MS, ["lama-2"]);
    await keptBefore(HOUR_MS, ["lama-3"]);
    await inTenant(database.db, account.tenantId, async (trx) => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
      await trx.selectFrom("smsMessage").select("id").where("id", "=", held).forUpdate().execute();
      gateway = await openGateway();
      await expect.poll(() => stateOf(free), { timeout: 60_000 }).toBe("delivered");
      expect(await stateOf(held)).toBe("open");
    });
    await expect.poll(() => stateOf(held), { timeout: 60_000 }).toBe("delivered");
  });
});

describe("parts whose time is over", () => {
  /** A check constraint that makes the database refuse to end these messages. */
  const refusing = async (ids: readonly string[], during: () => Promise<void>) => {
    const owner = openDatabase({ access: clone.access, role: "owner", max: 1, log: testLog });
    const list = ids.map((id) => `'${id}'`).join(", ");
    try {
      await sql`alter table sms_message add constraint never_ends check (id not in (${sql.raw(list)}) or final_at is null)`.execute(
        owner.db,
      );
      await during();
    } finally {
      await sql`alter table sms_message drop constraint if exists never_ends`.execute(owner.db);
      await owner.close();
    }
  };

  it("are ended although others that cannot be stand before them, one beside it and more than are looked at in one go", async () => {
    const nowMs = virtualContext.clock.nowMs();
    const sendUntil = async (validUntilMs: number) => {
      const taken = await gateway.esmes.accept(account, {
        sender,
        recipient: "6281234567890",
        coding: "gsm",
        octets: encodeGsm("Kode") ?? new Uint8Array(),
        part: null,
        sendAtMs: null,
        validUntilMs,
        receipt: "never",
      });
      if (!taken.ok) throw new Error(taken.refusal);
      return taken.value.messageId;
    };
    // Claims segments that earlier tests left, so that they do not affect this one.
    await gateway.carriers.claim(carrierId, 10);
    const at = nowMs + HOUR_MS;
    const faulty = [await sendUntil(at), await sendUntil(at + 1), await sendUntil(at + 2)];
    const ends = [await sendUntil(at + 3), await sendUntil(at + 4)];
    await gateway.close(1_000);
    const ground = { nowMs: nowMs + 2 * HOUR_MS, newId: () => virtualContext.ids.next(), rules: rules() };
    const states = (ids: readonly string[]) => Promise.all(ids.map(stateOf));
    await refusing(faulty, async () => {
      const places: OverduePlaces = new Map();
      const looks: string[] = [];
      for (let look = 0; look < 4; look += 1) {
        const told = await expireParts(database.db, ground, { places, most: 2 }).catch(() => "fault");
        looks.push(`${told} ${(await states(ends)).join(" ")}`);
      }
      // Two with errors; one with an error beside one that ends; the last; and again from the beginning.
      expect(looks).toEqual(["fault open open", "fault expired open", "1 expired expired", "fault expired expired"]);
      expect(await states(faulty)).toEqual(["open", "open", "open"]);
    });
    expect(await expireParts(database.db, ground, { places: new Map() })).toBe(3);
    expect(await states(faulty)).toEqual(["expired", "expired", "expired"]);
  });
});
