import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { chooseCarrier } from "./choose-carrier.ts";
import { DOWN_AFTER_MS, type RoutingBook } from "./routing-book.store.ts";

/** A run that gave no sign of life for so long is dead. */
const DEAD_AFTER_MS = 6_000;
const STRANDED_MAX = 500;

/** Says that a gateway has begun. */
export async function beginGatewayRun(db: Database, run: { readonly id: string; readonly at: Date }): Promise<void> {
  await db.insertInto("smsGatewayRun").values({ id: run.id, startedAt: run.at, beatAt: run.at }).execute();
}

/** A sign of life; false when somebody has meanwhile taken the run for dead. */
export async function beatGatewayRun(db: Database, run: { readonly id: string; readonly at: Date }): Promise<boolean> {
  const done = await db
    .updateTable("smsGatewayRun")
    .set({ beatAt: run.at })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Says that a gateway has ended; what it had in hand is taken back by the next look. */
export async function endGatewayRun(db: Database, run: { readonly id: string; readonly at: Date }): Promise<void> {
  await db
    .updateTable("smsGatewayRun")
    .set({ endedAt: run.at })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .execute();
}

/** Takes back what dead runs had in hand; tells how many parts, which may be sent twice. */
export async function releaseLeases(db: Database, nowMs: number): Promise<number> {
  const [before, at] = [new Date(nowMs - DEAD_AFTER_MS), new Date(nowMs)];
  const done = await sql<{
    readonly count: number;
  }>`select release_sms_leases(${before}::timestamptz, ${at}::timestamptz) as count`.execute(db);
  return done.rows[0]?.count ?? 0;
}

/** Notes whether a carrier can be reached; the moment it could not stays until it can. */
export async function noteCarrierStands(
  db: Database,
  told: { readonly carrierId: string; readonly isUp: boolean; readonly at: Date },
): Promise<void> {
  await db
    .updateTable("smsCarrier")
    .set({ downSince: told.isUp ? null : told.at })
    .where("id", "=", told.carrierId)
    .where("downSince", told.isUp ? "is not" : "is", null)
    .execute();
}

interface Stranded {
  readonly tenantId: string;
  readonly messageId: string;
  readonly sequence: number;
  readonly carrierId: string;
  readonly recipient: string;
  readonly senderId: string;
  readonly refusedBy: readonly string[];
}

/** What waits for a carrier that is down or off goes to another one at which its sender id stands, where there is one. */
export async function reroute(
  db: Database,
  { book, nowMs }: { readonly book: RoutingBook; readonly nowMs: number },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const [downBefore, at] = [new Date(nowMs - DOWN_AFTER_MS), new Date(nowMs)];
    const stranded = await sql<Stranded>`select * from lock_stranded_sms_parts(
      ${downBefore}::timestamptz, ${at}::timestamptz, ${STRANDED_MAX}::int)`.execute(trx);
    let moved = 0;
    for (const [tenantId, own] of Map.groupBy(stranded.rows, (row) => row.tenantId)) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      moved += await move(trx, { own, book, nowMs });
    }
    return moved;
  });
}

async function move(
  trx: DatabaseTransaction,
  { own, book, nowMs }: { readonly own: readonly Stranded[]; readonly book: RoutingBook; readonly nowMs: number },
): Promise<number> {
  const approved = await sql<{ readonly senderId: string; readonly carrierId: string }>`
    select sender_id, carrier_id from sms_registration where sender_id = any (${own.map(({ senderId }) => senderId)}::uuid[])
      and state = 'approved' and (valid_until is null or valid_until >= (${new Date(nowMs)}::timestamptz at time zone 'Asia/Jakarta')::date)`.execute(
    trx,
  );
  const bySender = Map.groupBy(approved.rows, ({ senderId }) => senderId);
  const rows = own.flatMap(({ messageId, sequence, carrierId, recipient, senderId, refusedBy }) => {
    const approvedAt = new Set((bySender.get(senderId) ?? []).map((one) => one.carrierId));
    approvedAt.delete(carrierId);
    const facts = { recipient, routes: book.routes, approvedAt, down: book.down, refusedBy: new Set(refusedBy) };
    const other = chooseCarrier(facts);
    return other === undefined || book.down.has(other) ? [] : [{ i: messageId, q: sequence, c: other }];
  });
  if (rows.length === 0) return 0;
  await sql`update sms_part p set carrier_id = g.c from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, q smallint, c uuid)
    where p.message_id = g.i and p.sequence = g.q and p.state = 'waiting'`.execute(trx);
  return rows.length;
}

/** The tenant's own answer to whether a message may still be taken back is asked elsewhere; this one asks whether SMS is in use at all. */
export async function isShortMessagingInUse(db: Database): Promise<boolean> {
  const { rows } = await sql<{ readonly isInUse: boolean }>`select is_sms_in_use() as is_in_use`.execute(db);
  return rows[0]?.isInUse ?? false;
}
