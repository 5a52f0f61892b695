import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { BillingRefusal } from "./billing-refusal.ts";
import type { PricedCategory } from "./price.ts";

/** Billing mode of a call centre. */
export type BillingMode = "prepaid" | "postpaid";

/** The balance of a call centre at one moment. */
export interface BalanceRow {
  readonly mode: BillingMode;
  readonly balanceRupiah: number;
  readonly creditMaxRupiah: number | null;
  readonly monthRupiah: number;
  readonly version: number;
}

const TENANTS_READ_MAX = 2_000;
const CORRECTIONS_READ_MAX = 200;
/** Limit of corrections of one call centre that wait for their second approval. */
const PROPOSED_MAX = 50;

/** Balances and billing modes of all call centres of the installation. */
export async function balancesOfInstallation(db: Database, nowMs: number) {
  const { rows } = await sql<
    BalanceRow & {
      readonly tenantId: string;
      readonly tenant: string;
      readonly isClosed: boolean;
    }
  >`select * from sms_balances_of_installation(${new Date(nowMs)}::timestamptz, ${TENANTS_READ_MAX}::int)`.execute(db);
  return rows;
}

/** The balance of the transaction's call centre. */
export async function readBalance(
  trx: DatabaseTransaction,
  { tenantId, nowMs }: { readonly tenantId: string; readonly nowMs: number },
): Promise<BalanceRow | undefined> {
  const { rows } = await sql<BalanceRow>`
    select b.mode, b.balance_rupiah, b.credit_max_rupiah, b.version,
      case when b.month = date_trunc('month', ${new Date(nowMs)}::timestamptz at time zone t.time_zone)::date then b.month_rupiah else 0 end
        as month_rupiah
    from sms_balance b join tenant t on t.id = b.tenant_id where b.tenant_id = ${tenantId}::uuid`.execute(trx);
  return rows[0];
}

/** Saves the billing mode if the version is still the one that was read; undefined when it has changed since. */
export async function keepMode(
  trx: DatabaseTransaction,
  form: {
    readonly tenantId: string;
    readonly mode: BillingMode;
    readonly creditMaxRupiah: number | null;
    readonly expectedVersion: number;
  },
): Promise<boolean> {
  const { tenantId, mode, creditMaxRupiah, expectedVersion } = form;
  const done = await trx
    .updateTable("smsBalance")
    .set({ mode, creditMaxRupiah, version: expectedVersion + 1 })
    .where("tenantId", "=", tenantId)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Locks the balance of the transaction's call centre until the transaction ends. */
async function lockBalance(
  trx: DatabaseTransaction,
  tenantId: string,
  nowMs: number,
): Promise<Pick<BalanceRow, "mode" | "balanceRupiah" | "monthRupiah"> & { readonly month: string }> {
  const { rows } = await sql<{
    readonly mode: BillingMode;
    readonly balanceRupiah: number;
    readonly month: string;
    readonly monthRupiah: number;
  }>`select mode, balance_rupiah, month, month_rupiah
    from lock_sms_balance(${tenantId}::uuid, ${new Date(nowMs)}::timestamptz)`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("a call centre has no balance");
  return row;
}

/** A ledger entry that a person enters. */
export interface ByHand {
  readonly id: string;
  readonly tenantId: string;
  readonly amountRupiah: number;
  readonly reason: string;
  readonly personId: string;
  readonly nowMs: number;
}

/** Credits a top-up. A repeated reference with the same amount changes nothing. */
export async function topUp(
  trx: DatabaseTransaction,
  entry: ByHand & { readonly reference: string },
): Promise<Result<{ readonly isNew: boolean; readonly balanceRupiah: number }, BillingRefusal>> {
  const { id, tenantId, amountRupiah, reason, reference, personId: createdBy, nowMs } = entry;
  const before = await lockBalance(trx, tenantId, nowMs);
  const at = new Date(nowMs);
  const row = { id, tenantId, kind: "top-up", purse: "prepaid", amountRupiah, reference, reason, createdBy, at };
  const written = await trx
    .insertInto("smsLedgerEntry")
    .values(row)
    .onConflict((conflict) => conflict.constraint("sms_ledger_once").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (written === undefined) {
    const first = await trx
      .selectFrom("smsLedgerEntry")
      .select(["kind", "amountRupiah"])
      .where("tenantId", "=", tenantId)
      .where("reference", "=", reference)
      .executeTakeFirst();
    const isSame = first?.kind === "top-up" && first.amountRupiah === amountRupiah;
    return isSame ? ok({ isNew: false, balanceRupiah: before.balanceRupiah }) : refuse("sms-reference-taken");
  }
  const balanceRupiah = before.balanceRupiah + amountRupiah;
  await trx.updateTable("smsBalance").set({ balanceRupiah }).where("tenantId", "=", tenantId).execute();
  return ok({ isNew: true, balanceRupiah });
}

/** Proposes a correction; it takes effect once a second person has confirmed it. */
export async function proposeCorrection(
  trx: DatabaseTransaction,
  { id, tenantId, amountRupiah, reason, personId: proposedBy, nowMs }: ByHand,
): Promise<Result<null, BillingRefusal>> {
  const { mode: purse } = await lockBalance(trx, tenantId, nowMs);
  const open = await trx
    .selectFrom("smsCorrection")
    .select("id")
    .where("tenantId", "=", tenantId)
    .where("state", "=", "proposed")
    .limit(PROPOSED_MAX)
    .execute();
  if (open.length >= PROPOSED_MAX) return refuse("sms-correction-limit");
  const row = { id, tenantId, purse, amountRupiah, reason, proposedBy, proposedAt: new Date(nowMs) };
  await trx.insertInto("smsCorrection").values(row).execute();
  return ok(null);
}

/** Corrections of all call centres that wait for their second approval. */
export async function proposedCorrections(db: Database) {
  const { rows } = await sql<{
    readonly id: string;
    readonly tenantId: string;
    readonly tenant: string;
    readonly purse: BillingMode;
    readonly amountRupiah: number;
    readonly reason: string;
    readonly proposedBy: string;
    readonly proposer: string;
    readonly proposedAt: Date;
  }>`select * from proposed_sms_corrections(${CORRECTIONS_READ_MAX}::int)`.execute(db);
  return rows;
}

/** A correction that was decided on. */
interface DecidedCorrection {
  readonly amountRupiah: number;
  readonly purse: string;
  readonly reason: string;
}

/** Confirms or declines a proposed correction. A confirmed one is entered in the ledger in the same transaction. */
export async function decideCorrection(
  trx: DatabaseTransaction,
  asked: {
    readonly id: string;
    readonly tenantId: string;
    readonly decision: "confirmed" | "declined";
    readonly personId: string;
    readonly nowMs: number;
  },
): Promise<Result<DecidedCorrection, BillingRefusal>> {
  const { id, tenantId, decision, personId, nowMs } = asked;
  const own = await lockBalance(trx, tenantId, nowMs);
  const found = await trx
    .selectFrom("smsCorrection")
    .select(["purse", "amountRupiah", "reason", "proposedBy", "proposedAt"])
    .where("id", "=", id)
    .where("state", "=", "proposed")
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) return refuse("no-such-sms-correction");
  const { purse, amountRupiah, reason, proposedBy: createdBy } = found;
  // The proposer may withdraw a correction, but cannot confirm it (four-eyes principle).
  if (createdBy === personId && decision === "confirmed") return refuse("sms-correction-own");
  const at = new Date(nowMs);
  if (decision === "confirmed") {
    const balanceRupiah = own.balanceRupiah + (purse === "prepaid" ? amountRupiah : 0);
    if (balanceRupiah < 0) return refuse("sms-correction-too-large");
    const entry = { id, tenantId, kind: "correction", purse, amountRupiah, reason, createdBy, at };
    await trx
      .insertInto("smsLedgerEntry")
      .values({ ...entry, reference: `correction ${id}`, confirmedBy: personId })
      .execute();
    const monthRupiah = own.monthRupiah - (purse === "postpaid" ? amountRupiah : 0);
    await trx
      .updateTable("smsBalance")
      .set({ balanceRupiah, month: own.month, monthRupiah })
      .where("tenantId", "=", tenantId)
      .execute();
  }
  await trx
    .updateTable("smsCorrection")
    .set({ state: decision, decidedBy: personId, decidedAt: at })
    .where("id", "=", id)
    .execute();
  return ok({ amountRupiah, purse, reason });
}

/** One entry of a ledger. */
export interface LedgerRow {
  readonly id: string;
  readonly kind: "top-up" | "charge" | "refund" | "correction";
  readonly purse: BillingMode;
  readonly amountRupiah: number;
  readonly reference: string;
  readonly carrier: string | null;
  readonly category: PricedCategory | null;
  readonly segments: number | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** Ledger entries of the transaction's call centre, newest first. */
export async function listLedger(
  trx: DatabaseTransaction,
  asked: {
    readonly tenantId: string;
    readonly kind: "by-hand" | "all";
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly LedgerRow[]> {
  let query = trx
    .selectFrom("smsLedgerEntry as e")
    .leftJoin("smsCarrier as c", "c.id", "e.carrierId")
    .select(["e.id", "e.kind", "e.purse", "e.amountRupiah", "e.reference", "c.name as carrier", "e.category"])
    .select(["e.segments", "e.reason", "e.at"])
    .where("e.tenantId", "=", asked.tenantId);
  if (asked.kind === "by-hand") query = query.where("e.kind", "in", ["top-up", "correction"]);
  const { after } = asked;
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(e.at, e.id) < (select a.at, a.id from sms_ledger_entry a where a.id = ${after}::uuid)`,
    );
  const rows = await query.orderBy("e.at", "desc").orderBy("e.id", "desc").limit(asked.limit).execute();
  return rows as unknown as readonly LedgerRow[];
}
