import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, databaseFault } from "../../../platform/database/index.ts";
import type { BillingRefusal } from "./billing-refusal.ts";
import { SMS_PRICES_MAX, SMS_PRICES_STORED_MAX } from "./limits.shared.ts";
import type { PricedCategory } from "./price.ts";

interface PriceRow {
  readonly id: string;
  readonly carrierId: string | null;
  readonly carrier: string | null;
  readonly prefix: string;
  readonly category: PricedCategory | null;
  readonly validFrom: Date;
  readonly priceRupiah: number;
  readonly costRupiah: number;
  readonly standing: "past" | "in-force" | "to-come";
}

/** Prices by prefix, carrier and category, oldest first, after a cursor. */
export async function listPrices(
  db: Database,
  { nowMs, after, limit }: { readonly nowMs: number; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly PriceRow[]> {
  const at = new Date(nowMs);
  const { rows } = await sql<PriceRow>`
    select p.id, p.carrier_id, c.name as carrier, p.prefix, p.category, p.valid_from, p.price_rupiah, p.cost_rupiah,
      case when p.valid_from > ${at}::timestamptz then 'to-come'
        when exists (select from sms_price q where q.prefix = p.prefix and q.carrier_id is not distinct from p.carrier_id
          and q.category is not distinct from p.category and q.valid_from > p.valid_from and q.valid_from <= ${at}::timestamptz) then 'past'
        else 'in-force' end as standing
    from sms_price p left join sms_carrier c on c.id = p.carrier_id
    where ${after ?? null}::uuid is null
      or (p.prefix, coalesce(p.carrier_id::text, ''), coalesce(p.category, ''), p.valid_from, p.id) > (
        select a.prefix, coalesce(a.carrier_id::text, ''), coalesce(a.category, ''), a.valid_from, a.id from sms_price a
        where a.id = ${after ?? null}::uuid)
    order by p.prefix, coalesce(p.carrier_id::text, ''), coalesce(p.category, ''), p.valid_from, p.id limit ${limit}::int`.execute(
    db,
  );
  return rows;
}

/** Adds a price. */
export async function insertPrice(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly carrierId: string | null;
    readonly prefix: string;
    readonly category: PricedCategory | null;
    readonly validFrom: Date;
    readonly priceRupiah: number;
    readonly costRupiah: number;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await trx.insertInto("smsPrice").values(row).execute();
}

/** Whether the limits permit another price; locked, so that none is added concurrently. Past prices do not count against those in force. */
export async function hasRoomForPrice(trx: DatabaseTransaction, nowMs: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sms price', 0))`.execute(trx);
  const { rows } = await sql<{ readonly all: number; readonly current: number }>`
    select count(*) as all, count(*) filter (where next_from is null or next_from > ${new Date(nowMs)}::timestamptz) as current
    from (select lead(valid_from) over (partition by prefix, carrier_id, category order by valid_from) as next_from from sms_price) p`.execute(
    trx,
  );
  const { all = 0, current = 0 } = rows[0] ?? {};
  return current < SMS_PRICES_MAX && all < SMS_PRICES_STORED_MAX;
}

/** Deletes a price that cannot have been charged yet. */
export async function deletePrice(
  trx: DatabaseTransaction,
  { id, after }: { readonly id: string; readonly after: Date },
): Promise<Result<null, BillingRefusal>> {
  const row = await trx.selectFrom("smsPrice").select("validFrom").where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined) return refuse("no-such-sms-price");
  if (row.validFrom <= after) return refuse("sms-price-used");
  await trx.deleteFrom("smsPrice").where("id", "=", id).execute();
  return ok(null);
}

/** The refusal that a database error means; undefined for any other error. */
export function priceFault(error: unknown): BillingRefusal | undefined {
  const constraint = databaseFault(error)?.constraint;
  if (constraint === "sms_price_once") return "sms-price-taken";
  return constraint === "sms_price_carrier_id_fkey" ? "no-such-sms-carrier" : undefined;
}
