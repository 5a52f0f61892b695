import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../../testkit/call-centre.ts";
import { openChance } from "../../../../../testkit/chance.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import type { SpenderOptions } from "../../../../../testkit/sms-spender-process.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../../platform/world/index.ts";
import type { EsmeAccount } from "../delivery/gateway-port.ts";

const runtimeContext = createRuntimeContext();
const key = Buffer.alloc(32, 7);
const PRICE = 350;
const SPENDERS = 4;
let clone: ClonedDatabase;
let database: OpenDatabase;
let carrierId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  carrierId = await addTestCarrier({ db: database.db, ...runtimeContext, key }, { name: "Uji" });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

type Account = EsmeAccount & { readonly sender: string; readonly personId: string };

/** A call centre with this billing, and a price for every number. */
async function spending(pays: {
  readonly mode: "prepaid" | "postpaid";
  readonly rupiah: number | null;
}): Promise<Account> {
  const { db } = database;
  const centre = await openCallCentre({ kit: { db, ...runtimeContext }, url: "http://127.0.0.1" });
  const { tenantId } = centre;
  const personId = centre.operator.id;
  const id = runtimeContext.ids.next();
  const sender = `K${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender({ db, ...runtimeContext, key }, { tenantId, personId, value: sender, carrierIds: [carrierId] });
  const account: EsmeAccount = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "otp",
  };
  const { tenantId: _tenantId, ...limits } = account;
  const at = new Date(runtimeContext.clock.nowMs());
  await inTenant(db, tenantId, async (trx) => {
    const row = { ...limits, tenantId, name: "Program", passwordHash: "kata", addresses: [], createdBy: personId };
    await trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: at })
      .execute();
    const isPrepaid = pays.mode === "prepaid";
    const amountRupiah = pays.rupiah ?? 0;
    await trx
      .updateTable("smsBalance")
      .set({ mode: pays.mode, ...(isPrepaid ? { balanceRupiah: amountRupiah } : { creditMaxRupiah: pays.rupiah }) })
      .where("tenantId", "=", tenantId)
      .execute();
    if (!isPrepaid) return;
    const entry = {
      id: runtimeContext.ids.next(),
      tenantId,
      kind: "top-up",
      purse: "prepaid",
      amountRupiah,
      reference: "AWAL",
    };
    await trx
      .insertInto("smsLedgerEntry")
      .values({ ...entry, reason: "Uji", createdBy: personId, at })
      .execute();
  });
  return { ...account, sender, personId };
}

async function addPrice(createdBy: string): Promise<void> {
  const nowMs = runtimeContext.clock.nowMs();
  await database.db
    .insertInto("smsPrice")
    .values({
      id: runtimeContext.ids.next(),
      carrierId: null,
      prefix: "62",
      category: null,
      priceRupiah: PRICE,
      costRupiah: 250,
      createdBy,
      createdAt: new Date(nowMs - 120_000),
      validFrom: new Date(nowMs - 60_000),
    })
    .execute();
}

interface Sums {
  readonly balance: number;
  readonly month: number;
  readonly prepaid: number;
  readonly postpaid: number;
  readonly charged: number;
  readonly chargedSegments: number;
  readonly refunded: number;
  readonly messages: number;
  readonly messageSegments: number;
  readonly parts: number;
  readonly refundedParts: number;
  readonly neverTaken: number;
  readonly wronglyRefunded: number;
}

/** Sums of the ledger, and those computed from messages and segments. */
async function sumsOf(tenantId: string): Promise<Sums> {
  return inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await sql<Sums>`
      with e as (select * from sms_ledger_entry),
      m as (select * from sms_message),
      -- By hand: what no carrier took, as the parts themselves show it.
      p as (select p.*, p.sent_at is null and not p.sent_unsure and p.final_at is not null and p.state <> 'unknown' as is_never_taken from sms_segment p)
      select (select balance_rupiah from sms_balance) as balance, (select month_rupiah from sms_balance) as month,
        (select coalesce(sum(amount_rupiah), 0)::float8 from e where purse = 'prepaid') as prepaid,
        (select coalesce(sum(amount_rupiah), 0)::float8 from e where purse = 'postpaid') as postpaid,
        (select coalesce(-sum(amount_rupiah), 0)::float8 from e where kind = 'charge') as charged,
        (select coalesce(sum(segments), 0)::int from e where kind = 'charge') as charged_segments,
        (select coalesce(sum(amount_rupiah), 0)::float8 from e where kind = 'refund') as refunded,
        (select count(*)::int from m) as messages, (select coalesce(sum(parts), 0)::int from m) as message_segments,
        (select count(*)::int from p) as parts, (select count(*)::int from p where is_refunded) as refunded_parts,
        (select count(*)::int from p where is_never_taken) as never_taken,
        (select count(*)::int from p where is_refunded <> is_never_taken) as wrongly_refunded`.execute(trx);
    const [sums] = rows;
    if (sums === undefined) throw new Error("no sums");
    return sums;
  });
}

interface SpendReport {
  readonly accepted: Set<string>;
  readonly refused: Map<string, number>;
  readonly failed: string[];
}

function spend(options: SpenderOptions, report: SpendReport): ChildProcess {
  const file = path.join(import.meta.dirname, "../../../../../testkit/sms-spender-process.ts");
  const child = fork(file, [JSON.stringify(options)]);
  child.on("message", (message: { accepted?: string; refused?: string; failed?: string }) => {
    if (message.accepted !== undefined) report.accepted.add(message.accepted);
    if (message.refused !== undefined)
      report.refused.set(message.refused, (report.refused.get(message.refused) ?? 0) + 1);
    if (message.failed !== undefined) report.failed.push(message.failed);
  });
  return child;
}

describe("what messages cost", () => {
  it("is charged once for each and paid back once for what was never sent, by processes that are killed, and never more than there is", async () => {
    const accounts = [
      await spending({ mode: "prepaid", rupiah: 60_000 }),
      await spending({ mode: "prepaid", rupiah: 100_000_000 }),
      await spending({ mode: "postpaid", rupiah: 80_000 }),
      await spending({ mode: "postpaid", rupiah: null }),
    ];
    await addPrice(accounts[0]?.personId ?? "");
    const report: SpendReport = { accepted: new Set(), refused: new Map(), failed: [] };
    const connection = clone.access.connectionFor("app");
    const chance = openChance(runSeed);
    const children = new Map<number, ChildProcess>();
    const start = (nth: number, seed: number) =>
      children.set(nth, spend({ connection, accounts, carrierId, seed }, report));
    for (let nth = 0; nth < SPENDERS; nth += 1) start(nth, nth);
    await expect.poll(() => report.accepted.size, { timeout: 60_000 }).toBeGreaterThan(100);
    for (let kill = 0; kill < 12; kill += 1) {
      const wanted = report.accepted.size + 1 + chance.below(60);
      await expect.poll(() => report.accepted.size, { timeout: 60_000, interval: 5 }).toBeGreaterThan(wanted);
      const nth = chance.below(SPENDERS);
      children.get(nth)?.kill("SIGKILL");
      start(nth, 100 + kill);
    }
    const [before, refusals] = [report.accepted.size, () => report.refused.get("balance-too-low") ?? 0];
    await expect.poll(refusals, { timeout: 60_000 }).toBeGreaterThan(20);
    await expect.poll(() => report.accepted.size, { timeout: 60_000 }).toBeGreaterThan(before + 100);
    for (const child of children.values()) child.kill("SIGKILL");
    await delay(500);

    expect(report.failed).toEqual([]);
    expect([...report.refused.keys()]).toEqual(["balance-too-low"]);
    for (const { tenantId } of accounts) {
      const sums = await sumsOf(tenantId);
      expect(sums).toMatchObject({ prepaid: sums.balance, postpaid: -sums.month || 0, wronglyRefunded: 0 });
      expect(sums.charged).toBe(PRICE * sums.messageSegments);
      expect([sums.chargedSegments, sums.parts]).toEqual([sums.messageSegments, sums.messageSegments]);
      expect(sums.refunded).toBe(PRICE * sums.refundedParts);
      expect(sums.refundedParts).toBeGreaterThan(0);
      expect(sums.balance).toBeGreaterThanOrEqual(0);
    }
    const [small, , limited] = await Promise.all(accounts.map(({ tenantId }) => sumsOf(tenantId)));
    // The balance does not suffice for one more segment, or a refund followed the last refusal.
    expect(small?.messages).toBeGreaterThan(50);
    expect(limited?.month).toBeLessThanOrEqual(80_000);
    const kept = await Promise.all(accounts.map(({ tenantId }) => idsOf(tenantId)));
    const onDisk = new Set(kept.flat());
    expect([...report.accepted].filter((id) => !onDisk.has(id))).toEqual([]);
  }, 240_000);
});

async function idsOf(tenantId: string): Promise<readonly string[]> {
  const rows = await inTenant(database.db, tenantId, (trx) => trx.selectFrom("smsMessage").select("id").execute());
  return rows.map(({ id }) => id);
}
