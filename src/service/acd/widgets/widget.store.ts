import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { OpeningHours } from "../../flows/ivr/index.ts";
import type { WidgetForm } from "./contract.ts";
import { type CountKind, LIMITS } from "./widget-limits.shared.ts";

const COUNTED_DAYS = 30;
const CHOICES_MAX = 1_000;

/** Widgets by name, or one of them, with the names of referenced rows and the opening hours in force. */
export async function findWidgets(trx: DatabaseTransaction, id: string | null) {
  let found = trx
    .selectFrom("widget as w")
    .innerJoin("tenant as t", "t.id", "w.tenantId")
    .innerJoin("queue as q", "q.id", "w.queueId")
    .innerJoin("namedHours as h", "h.id", "w.hoursId")
    .innerJoin("namedHoursVersion as v", (join) =>
      join.onRef("v.hoursId", "=", "h.id").onRef("v.number", "=", "h.version"),
    )
    .select(["w.id", "w.key", "w.name", "w.version", "w.isOn", "w.queueId", "q.name as queueName"])
    .select(["w.hoursId", "h.name as hoursName", "v.hours", "w.code", "w.origins", "w.offersNow", "w.offersLater"])
    .select(["w.daysAhead", "w.hourMax", "w.words", "t.name as centre"])
    .select(["w.talkCode", "w.talkMinutes", "w.talkMax"])
    .select((eb) => eb.and([eb("q.endedAt", "is", null), eb("q.isOpen", "=", true)]).as("isQueueThere"))
    .select(sql<boolean>`exists (select from service_number n where n.code = w.code)`.as("isCodeThere"))
    .select(sql<boolean>`exists (select from service_number n where n.code = w.talk_code)`.as("isTalkThere"))
    .where("w.endedAt", "is", null);
  if (id !== null) found = found.where("w.id", "=", id);
  const rows = await found.orderBy(sql`lower(w.name)`).limit(LIMITS.widgets).execute();
  return rows.map(({ hours, words, isQueueThere, talkCode, talkMinutes, talkMax, ...row }) => ({
    ...row,
    talk: talkCode === null ? null : { code: talkCode, minutes: talkMinutes, callsMax: talkMax },
    isQueueThere: Boolean(isQueueThere),
    // The values were written from forms of these shapes.
    hours: hours as unknown as OpeningHours,
    words: words as unknown as WidgetForm["words"],
  }));
}

/** A widget with its referenced rows. */
export type FoundWidget = Awaited<ReturnType<typeof findWidgets>>[number];

/** The choices of a widget's form. */
export async function widgetChoices(trx: DatabaseTransaction) {
  const queues = trx.selectFrom("queue").select(["id", "name"]).where("endedAt", "is", null).orderBy("name");
  const hours = trx.selectFrom("namedHours").select(["id", "name"]).where("endedAt", "is", null).orderBy("name");
  const codes = trx.selectFrom("serviceNumber").select(["code", "label"]).orderBy("code");
  return {
    queues: await queues.limit(CHOICES_MAX).execute(),
    hours: await hours.limit(CHOICES_MAX).execute(),
    codes: await codes.limit(CHOICES_MAX).execute(),
  };
}

/** Whether a widget may lead to a queue; the queue is locked until the transaction ends. */
export async function isWidgetQueue(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const queue = trx.selectFrom("queue").select("id").where("id", "=", id).where("endedAt", "is", null);
  return (await queue.forShare().executeTakeFirst()) !== undefined;
}

/** The limits of calls stay stored while calls are not offered. */
const talkRow = (talk: WidgetForm["talk"]) =>
  talk === null ? { talkCode: null } : { talkCode: talk.code, talkMinutes: talk.minutes, talkMax: talk.callsMax };

/** Adds a widget; throws when its name is taken. */
export async function insertWidget(
  trx: DatabaseTransaction,
  {
    at: createdAt,
    words,
    origins,
    talk,
    ...row
  }: WidgetForm & { readonly id: string; readonly key: string; readonly tenantId: string; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto("widget")
    .values({ ...row, ...talkRow(talk), origins: [...origins], words: JSON.stringify(words), createdAt })
    .execute();
}

/** Updates a widget over the version that was read; false when another person changed it first or it does not exist. */
export async function writeWidget(
  trx: DatabaseTransaction,
  {
    id,
    expectedVersion,
    words,
    origins,
    talk,
    ...row
  }: WidgetForm & { readonly id: string; readonly expectedVersion: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("widget")
    .set({
      ...row,
      ...talkRow(talk),
      origins: [...origins],
      words: JSON.stringify(words),
      version: expectedVersion + 1,
    })
    .where("id", "=", id)
    .where("version", "=", expectedVersion)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a widget: its key becomes invalid. False when it does not exist. */
export async function endWidget(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("widget")
    .set({ endedAt: at, isOn: false })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Increments the count of a kind on a local day. */
export async function countOne(
  trx: DatabaseTransaction,
  row: { readonly widgetId: string; readonly tenantId: string; readonly day: string; readonly kind: CountKind },
): Promise<void> {
  await trx
    .insertInto("widgetCount")
    .values({ ...row, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(["widgetId", "day", "kind"]).doUpdateSet((eb) => ({ count: eb("widgetCount.count", "+", 1) })),
    )
    .execute();
  // Older counts are not shown.
  await sql`delete from widget_count where day <= ${row.day}::date - ${COUNTED_DAYS}::int`.execute(trx);
}

/** The counts of widgets in the last thirty days up to a local day. */
export async function countsOf(trx: DatabaseTransaction, today: string) {
  const { rows } = await sql<{ readonly widgetId: string; readonly kind: CountKind; readonly count: number }>`
    select widget_id, kind, sum(count)::int as count from widget_count
    where day > ${today}::date - ${COUNTED_DAYS}::int group by widget_id, kind`.execute(trx);
  return rows;
}

/** Of the stored callbacks of a widget since an instant: the number that was dialled, and that was answered. */
export async function outcomesOf(
  trx: DatabaseTransaction,
  { id, since }: { readonly id: string; readonly since: Date },
): Promise<{ readonly called: number; readonly reached: number }> {
  const { rows } = await sql<{ readonly called: number; readonly reached: number }>`
    select count(*) filter (where tries > 0)::int as called, count(*) filter (where state = 'reached')::int as reached
    from planned_callback where widget_id = ${id}::uuid and created_at >= ${since}`.execute(trx);
  return rows[0] ?? { called: 0, reached: 0 };
}
