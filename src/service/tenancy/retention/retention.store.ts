import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { ChosenDays } from "./chosen-days.ts";
import { type Choosable, HELD_CLASSES, type HeldClass } from "./held-class.ts";
import type { NextSweep } from "./next-sweep.ts";

/** The maximum up to which the rows of a class are counted; one more means that there are others. */
const COUNTED_MAX = 10_000;

/** The query of each class, with the date of each row. */
const HELD: Readonly<Record<HeldClass, RawBuilder<{ readonly at: Date }>>> = {
  recordings: sql`select began_at as at from recording where state = 'kept' and message_queue is null`,
  messages: sql`select began_at as at from recording where state = 'kept' and message_queue is not null`,
  traces: sql`select at from sip_trace`,
  events: sql`select at from call_event`,
  "queue-events": sql`select at from queue_event`,
  calls: sql`select began_at as at from cdr`,
  notes: sql`select at from contact_note`,
  cards: sql`select changed_at as at from customer_profile`,
  callbacks: sql`select asked_at as at from queue_callback union all select created_at from planned_callback`,
  tickets: sql`select opened_at as at from ticket`,
  blocks: sql`select blocked_at as at from widget_block`,
  "short-messages": sql`select accepted_at as at from sms_message union all select received_at from sms_inbound`,
  // Counted from the final state of a message: a message still to be sent has no end yet.
  "short-message-texts": sql`select final_at as at from sms_message where text_digest is null and final_at is not null
    and category <> 'otp' union all select received_at from sms_inbound where not is_text_gone`,
  "short-message-codes": sql`select final_at as at from sms_message where text_digest is null and final_at is not null
    and category = 'otp'`,
  conversations: sql`select coalesce(closed_at, opened_at) as at from sms_thread`,
  ledger: sql`select at from sms_ledger_entry`,
  invoices: sql`select issued_at as at from sms_invoice`,
  // Counted from their delivery or expiry.
  "webhook-calls": sql`select coalesce(over_at, created_at) as at from webhook_delivery`,
  "hook-exchanges": sql`select at from hook_exchange`,
  "api-requests": sql`select at from api_request`,
  "ordered-calls": sql`select created_at as at from api_call`,
  evaluations: sql`select made_at as at from evaluation`,
  requests: sql`select received_at as at from personal_request`,
  incidents: sql`select known_at as at from personal_breach`,
  audit: sql`select occurred_at as at from audit_entry where tenant_id = current_tenant()`,
};

/** The number of rows of each class of the transaction's tenant, and the oldest one. */
export async function heldClasses(trx: DatabaseTransaction) {
  const held: { readonly name: HeldClass; readonly count: number; readonly oldest: Date | null }[] = [];
  for (const name of HELD_CLASSES) {
    const { rows } = await sql<{ readonly count: number; readonly oldest: Date | null }>`select
      (select count(*)::int from (select from (${HELD[name]}) a limit ${COUNTED_MAX + 1}::int) c) as count,
      (select min(h.at) from (${HELD[name]}) h) as oldest`.execute(trx);
    held.push({ name, count: rows[0]?.count ?? 0, oldest: rows[0]?.oldest ?? null });
  }
  return held;
}

/** The choices of the transaction's tenant, by class. */
export async function choices(trx: DatabaseTransaction) {
  return trx
    .selectFrom("retentionChoice as c")
    .innerJoin("person as p", "p.id", "c.chosenBy")
    .select(["c.class as name", "c.days", "c.version", "c.chosenAt", "p.name as chosenByName"])
    .execute();
}

/** Whether a data subject's request is open. */
export async function hasOpenRequest(trx: DatabaseTransaction): Promise<boolean> {
  const row = await trx
    .selectFrom("personalRequest")
    .select("id")
    .where("state", "=", "open")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The choices of the transaction's tenant in the form of the daily sweeps. */
export async function daysChosen(trx: DatabaseTransaction): Promise<ChosenDays> {
  const rows = await choices(trx);
  const of = (name: Choosable): number | null | undefined => rows.find((row) => row.name === name)?.days;
  return { recordings: of("recordings"), traces: of("traces"), isAsked: await hasOpenRequest(trx) };
}

/** The retention days of recordings of the transaction's tenant; null without a choice. */
export async function recordingDaysChosen(trx: DatabaseTransaction): Promise<number | null> {
  const row = await trx
    .selectFrom("retentionChoice")
    .select("days")
    .where("class", "=", "recordings")
    .executeTakeFirst();
  return row?.days ?? null;
}

/** Writes a choice over the version that was read, 0 for the first; false when another person has written one since. */
export async function writeChoice(
  trx: DatabaseTransaction,
  choice: {
    readonly tenantId: string;
    readonly name: Choosable;
    readonly days: number | null;
    readonly expectedVersion: number;
    readonly chosenBy: string;
    readonly chosenAt: Date;
  },
): Promise<boolean> {
  const { name, expectedVersion, tenantId, ...fresh } = choice;
  if (expectedVersion === 0) {
    const added = await trx
      .insertInto("retentionChoice")
      .values({ ...fresh, tenantId, class: name, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await trx
    .updateTable("retentionChoice")
    .set({ ...fresh, version: expectedVersion + 1 })
    .where("class", "=", name)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The time zone of last days. */
const ZONE = "Asia/Jakarta";

/**
 * The number of rows of a class, of those that the next sweep deletes, and of those that are deleted once no data subject's request is open; each counted
 * up to a limit.
 */
export async function sweptBy(trx: DatabaseTransaction, sweep: NextSweep) {
  const { name, days, today, beforeMs, heldSinceMs } = sweep;
  const isAsked = await hasOpenRequest(trx);
  const [all, isOver] =
    name === "recordings"
      ? [
          sql`select began_at as at from recording where state in ('kept', 'lost')`,
          sql`(a.at at time zone ${ZONE})::date + ${days}::int < ${today}::date`,
        ]
      : [HELD.traces, sql`a.at < ${new Date(beforeMs)}`];
  const isFree = sql`(not ${isAsked}::boolean or a.at < ${new Date(heldSinceMs)})`;
  const count = (which: RawBuilder<unknown>) =>
    sql`(select count(*)::int from (select from (${all}) a where ${which} limit ${COUNTED_MAX + 1}::int) c)`;
  const { rows } = await sql<{ readonly removed: number; readonly waiting: number; readonly held: number }>`select
    ${count(sql`${isOver} and ${isFree}`)} as removed, ${count(sql`${isOver} and not ${isFree}`)} as waiting,
    ${count(sql`true`)} as held`.execute(trx);
  return rows[0] ?? { removed: 0, waiting: 0, held: 0 };
}
