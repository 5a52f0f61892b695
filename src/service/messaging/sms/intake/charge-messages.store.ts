import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { Price } from "../../billing/index.ts";

/** Billing mode that pays a message. */
export type BillingMode = "prepaid" | "postpaid";

/** A message with a price. */
export interface Charge {
  readonly price: Price;
  readonly segments: number;
}

/** Price of a message, rupiah. */
export function amountOf({ price, segments }: Charge): number {
  return price.priceRupiah * segments;
}

interface GrantRequest {
  readonly tenantId: string;
  /** In the order in which they are granted. */
  readonly amounts: readonly number[];
  /** Granted earlier in this transaction, and not spent. */
  readonly backRupiah?: number;
  readonly nowMs: number;
}

/**
 * Charges messages to their call centre, in order, each if the balance or credit limit covers it. The balance stays locked until the end of the transaction, so
 * that all processes together never overspend; a rollback undoes everything.
 */
export async function grantMoney(
  trx: DatabaseTransaction,
  { tenantId, amounts, backRupiah = 0, nowMs }: GrantRequest,
): Promise<{ readonly granted: readonly boolean[]; readonly purse: BillingMode }> {
  const { rows } = await sql<{ readonly granted: readonly boolean[]; readonly purse: BillingMode }>`${sql.raw(PREPARED)}
    select granted, purse from grant_sms_money(${tenantId}::uuid, ${[...amounts]}::bigint[], ${backRupiah}::bigint,
      ${new Date(nowMs)}::timestamptz)`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("a call centre has no balance");
  return row;
}
