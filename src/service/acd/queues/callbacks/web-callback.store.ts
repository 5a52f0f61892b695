import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { PRIORITY_WORTH_MS } from "../queue-rules.ts";

/** A callback that somebody asked for on a website. */
export interface WebCallbackPlan {
  readonly id: string;
  readonly tenantId: string;
  readonly widgetId: string;
  readonly number: string;
  /** The number of the call centre by whose line he is called. */
  readonly called: string;
  readonly queueId: string;
  readonly note: string;
  readonly dueAt: Date;
  readonly at: Date;
}

/**
 * Keeps a callback that a visitor of a website asked for: anybody of its queue calls, once. False where the number has an open one,
 * of this call centre, or from the website of another within half a day of that hour; the database is the judge.
 */
export async function insertWebCallback(trx: DatabaseTransaction, { at, ...row }: WebCallbackPlan): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("plannedCallback")
    .values({ ...row, isOwn: false, triesMax: 1, createdAt: at, changedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** An agent's promise takes the place of what a website asked for at the same number, while that waits for its hour. */
export async function cancelWebCallbacks(
  trx: DatabaseTransaction,
  { number, at }: { readonly number: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({ state: "cancelled", endedAt: at, changedAt: at, version: eb("version", "+", 1) }))
    .where("widgetId", "is not", null)
    .where("state", "=", "planned")
    .where(sql<boolean>`number_key = number_key(${number})`)
    .execute();
}

/** The number that a website asked to have called in a contact; undefined for any other contact. */
export async function webCallbackNumberOf(trx: DatabaseTransaction, contactId: string): Promise<string | undefined> {
  const plan = await trx
    .selectFrom("plannedCallback")
    .select("number")
    .where("contactId", "=", contactId)
    .where("widgetId", "is not", null)
    .executeTakeFirst();
  return plan?.number;
}

/** The place of a call among those that wait in its queue; null where it waits in none. */
export async function placeOfCall(trx: DatabaseTransaction, callId: string): Promise<number | null> {
  const rank = (alias: string) => sql.raw(`${alias}.joined_ms - ${alias}.priority * ${PRIORITY_WORTH_MS}`);
  const { rows } = await sql<{ readonly position: number }>`
    select (select count(*)::int from open_contact b where b.queue_id = c.queue_id and b.state = 'waiting'
      and ${rank("b")} <= ${rank("c")}) as position
    from open_contact c where c.call_id = ${callId}::uuid and c.state = 'waiting' limit 1`.execute(trx);
  return rows[0]?.position ?? null;
}

/** The widget from whose page a call came by its visitor's browser; null for any other call. */
export async function websiteOfCall(trx: DatabaseTransaction, callId: string): Promise<string | null> {
  const row = await trx
    .selectFrom("widgetVisit as v")
    .innerJoin("widget as w", "w.id", "v.widgetId")
    .select("w.name")
    .where("v.id", "=", callId)
    .executeTakeFirst();
  return row?.name ?? null;
}
