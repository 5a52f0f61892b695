import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { ENDPOINTS_MAX } from "../../tenancy/webhooks/index.ts";

/** The webhook endpoints of the transaction's tenant that subscribe to alerts, by name. */
export async function webhookChoices(trx: DatabaseTransaction) {
  return wanting(trx).select(["id", "name"]).orderBy(sql`lower(name)`).limit(ENDPOINTS_MAX).execute();
}

/** The ids of these endpoints that are among the given ids. */
export async function ownWebhooks(trx: DatabaseTransaction, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await wanting(trx)
    .select("id")
    .where("id", "in", [...ids])
    .execute();
  return rows.map(({ id }) => id);
}

function wanting(trx: DatabaseTransaction) {
  return trx.selectFrom("webhookEndpoint").where("endedAt", "is", null).where(sql<boolean>`'alert' = any (kinds)`);
}
