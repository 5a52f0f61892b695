import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { PRIORITY_WORTH_MS } from "../queue-rules.ts";

/** A callback that a website requested. */
export interface WebCallbackPlan {
  readonly id: string;
  readonly tenantId: string;
  readonly widgetId: string;
  readonly number: string;
  /** The number of the call centre from which the callback is placed. */
  readonly called: string;
  readonly queueId: string;
  readonly note: string;
  readonly dueAt: Date;
  readonly at: Date;
}

/**
 * Stores a callback that a website requested: any agent of its queue calls, with one attempt. False when the number has an open one, in this call centre, or
 * from the website of another one within half a day of that time; the database constraint decides.
 */
export async function insertWebCallback(trx: DatabaseTransaction, { at, ...row }: WebCallbackPlan): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("plannedCallback")
    .values({ ...row, isOwn: false, triesMax: 1, createdAt: at, changedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Cancels the website's request for the same number that is not due yet, since the agent's callback replaces it. */
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

/** The number of a contact that a website requested; undefined for any other contact. */
export async function webCallbackNumberOf(trx: DatabaseTransaction, contactId: string): Promise<string | undefined> {
  const plan = await trx
    .selectFrom("plannedCallback")
    .select("number")
    .where("contactId", "=", contactId)
    .where("widgetId", "is not", null)
    .executeTakeFirst();
  return plan?.number;
}

/** The position of a call in its queue; null when it waits in none. */
export async function placeOfCall(trx: DatabaseTransaction, callId: string): Promise<number | null> {
  const rank = (alias: string) => sql.raw(`${alias}.joined_ms - ${alias}.priority * ${PRIORITY_WORTH_MS}`);
  const { rows } = await sql<{ readonly position: number }>`
    select (select count(*)::int from open_contact b where b.queue_id = c.queue_id and b.state = 'waiting'
      and ${rank("b")} <= ${rank("c")}) as position
    from open_contact c where c.call_id = ${callId}::uuid and c.state = 'waiting' limit 1`.execute(trx);
  return rows[0]?.position ?? null;
}

/** The widget of a web caller's call; null for any other call. */
export async function websiteOfCall(trx: DatabaseTransaction, callId: string): Promise<string | null> {
  const row = await trx
    .selectFrom("widgetVisit as v")
    .innerJoin("widget as w", "w.id", "v.widgetId")
    .select("w.name")
    .where("v.id", "=", callId)
    .executeTakeFirst();
  return row?.name ?? null;
}
