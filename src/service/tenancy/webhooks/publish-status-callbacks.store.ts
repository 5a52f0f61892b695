import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../platform/database/index.ts";
import type { CallbackOrder } from "./webhook-event.ts";

/** Orders status callbacks, in the transaction of the facts of its call centre. */
export async function publishStatusCallbacks(
  trx: DatabaseTransaction,
  orders: readonly CallbackOrder[],
  atMs: number,
): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map(({ id, url, method, kind, subjectId, fields, once }) => ({
    v: id,
    u: url,
    m: method,
    k: kind,
    s: subjectId,
    b: JSON.stringify(fields),
    o: once,
  }));
  await sql`${sql.raw(PREPARED)}
    select enqueue_status_callback(g.u, g.m, g.k, g.v, g.s, ${new Date(atMs)}::timestamptz, g.b, g.o)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(v uuid, u text, m text, k text, s uuid, b text, o text)`.execute(
    trx,
  );
}
