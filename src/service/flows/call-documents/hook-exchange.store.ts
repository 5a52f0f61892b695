import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { HookExchange } from "./hook-exchange.ts";

/** Inserts exchanges of the transaction's tenant. */
export async function insertExchanges(
  trx: DatabaseTransaction,
  exchanges: readonly (HookExchange & { readonly id: string })[],
): Promise<void> {
  const rows = exchanges.map(({ atMs, fields, warnings, ...row }) => ({
    ...row,
    at: new Date(atMs),
    fields: JSON.stringify(fields),
    warnings: JSON.stringify(warnings),
  }));
  await trx.insertInto("hookExchange").values(rows).execute();
}

/** Deletes up to `limit` exchanges of the transaction's tenant that are older than `before`; returns how many. */
export async function deleteExchangesBefore(
  trx: DatabaseTransaction,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from hook_exchange where ctid = any (array(
      select ctid from hook_exchange where tenant_id = current_tenant() and at < ${before} limit ${limit}::int))`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0n);
}
