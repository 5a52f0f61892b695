import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { Price } from "../../billing/index.ts";

/** Out of what a message is paid. */
export type BillingMode = "prepaid" | "postpaid";

/** A message that costs something. */
export interface Charge {
  readonly price: Price;
  readonly segments: number;
}

/** What it costs, rupiah. */
export function amountOf({ price, segments }: Charge): number {
  return price.priceRupiah * segments;
}

interface GrantRequest {
  readonly tenantId: string;
  /** In the order in which they are granted. */
  readonly amounts: readonly number[];
  /** Granted before in this transaction, and not spent. */
  readonly backRupiah?: number;
  readonly nowMs: number;
}

/**
 * Takes what messages cost out of what their call centre has, each for which there is room, in their order. The balance is held until the
 * end of the transaction, so that all processes together never spend more than there is; with the transaction everything is undone.
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
