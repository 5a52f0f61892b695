import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** How fast calls that applications order are begun for a call centre, and how they stand now. */
export interface CallPace {
  readonly perSecond: number;
  readonly burst: number;
  readonly atOnce: number;
  /** Orders that wait, and calls of orders that go on. */
  readonly waiting: number;
  readonly going: number;
}

/** The pace of the transaction's call centre. */
export async function callPace(trx: DatabaseTransaction): Promise<CallPace> {
  const own = await trx.selectFrom("apiCallPace").select(["perSecond", "burst", "atOnce"]).executeTakeFirst();
  const pace = own ?? (await unusedPace(trx));
  const counts = await sql<{ readonly waiting: number; readonly going: number }>`select
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state = 'queued') as waiting,
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state in ('taken', 'begun') and a.done_at is null)
      + (select count(*)::int from open_call o join api_call a on a.call_id = o.call_id where a.tenant_id = current_tenant()) as going`.execute(
    trx,
  );
  return { ...pace, ...(counts.rows[0] ?? { waiting: 0, going: 0 }) };
}

/** What counts for a call centre that has ordered nothing yet. */
async function unusedPace(trx: DatabaseTransaction): Promise<Pick<CallPace, "perSecond" | "burst" | "atOnce">> {
  const { orderedPerSecond, orderedAtOnce } = await trx
    .selectFrom("tenant")
    .select(["orderedPerSecond", "orderedAtOnce"])
    .where("id", "=", sql<string>`current_tenant()`)
    .executeTakeFirstOrThrow();
  return { perSecond: orderedPerSecond, burst: 2 * orderedPerSecond, atOnce: orderedAtOnce };
}
