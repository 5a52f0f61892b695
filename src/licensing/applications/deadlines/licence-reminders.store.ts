import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { PromiseWatch } from "../../promises/index.ts";

/** Cases due by `today`, longest due first. */
export async function dueLicences(db: Database, today: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("licenceApplication")
    .select("id")
    .where("nextOn", "<=", today)
    .orderBy("nextOn")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Makes every open case that was computed with other calendars due today. */
export async function wakeLicences(db: Database, calendars: string, today: string): Promise<void> {
  await sql`update licence_application set next_on = ${today}::date
    where ball is not null and calendars <> ${calendars} and (next_on is null or next_on > ${today}::date)`.execute(db);
}

/** Stores the next sweep date of a case; the rest of the case does not change. */
export async function saveNextSweepDate(
  trx: DatabaseTransaction,
  kept: {
    readonly id: string;
    readonly nextOn: string | null;
    readonly repairUntil: string | null;
    readonly dueDate: string | null;
    readonly calendars: string;
  },
): Promise<void> {
  const { id, ...change } = kept;
  await trx.updateTable("licenceApplication").set(change).where("id", "=", id).execute();
}

/** Records the reminder levels reached for the first time; returns those, lowest first. */
export async function noteLicenceLevels(
  trx: DatabaseTransaction,
  reached: Pick<PromiseWatch, "run" | "clock" | "reached"> & { readonly applicationId: string; readonly today: string },
): Promise<readonly number[]> {
  const { applicationId, run, clock, today } = reached;
  if (reached.reached.length === 0) return [];
  const top = Math.max(...reached.reached);
  const added = await trx
    .insertInto("licenceReminder")
    .values(
      reached.reached.map((level) => ({ applicationId, run, clock, level, reachedOn: today, told: level === top })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("level")
    .execute();
  return added.map(({ level }) => level).toSorted((left, right) => left - right);
}
