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

/** What counts for a call centre that has ordered nothing yet; the table says the same of new rows. */
const UNUSED = { perSecond: 5, burst: 10, atOnce: 100 } as const;

/** The pace of the transaction's call centre. */
export async function callPace(trx: DatabaseTransaction): Promise<CallPace> {
  const pace = await trx.selectFrom("apiCallPace").select(["perSecond", "burst", "atOnce"]).executeTakeFirst();
  const counts = await sql<{ readonly waiting: number; readonly going: number }>`select
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state = 'queued') as waiting,
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state in ('taken', 'begun') and a.done_at is null)
      + (select count(*)::int from open_call o join api_call a on a.call_id = o.call_id where a.tenant_id = current_tenant()) as going`.execute(
    trx,
  );
  return { ...(pace ?? UNUSED), ...(counts.rows[0] ?? { waiting: 0, going: 0 }) };
}
