import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CaseWatch } from "./case-watch.ts";

/** Stores the next date on which a case is due for the sweep, and the calendars by which it was computed. */
export async function keepWatch(
  trx: DatabaseTransaction,
  watch: Pick<CaseWatch, "nextOn" | "repairUntil"> & { readonly applicationId: string; readonly calendars: string },
): Promise<void> {
  const { applicationId, nextOn, repairUntil, calendars } = watch;
  await trx
    .insertInto("caseWatch")
    .values({ applicationId, nextOn, repairUntil, calendars })
    .onConflict((conflict) => conflict.column("applicationId").doUpdateSet({ nextOn, repairUntil, calendars }))
    .execute();
}

/** Cases due by `today`, longest due first. */
export async function dueCases(db: Database, today: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("caseWatch")
    .select("applicationId")
    .where("nextOn", "<=", today)
    .orderBy("nextOn")
    .limit(limit)
    .execute();
  return rows.map(({ applicationId }) => applicationId);
}

/** The stored watch of a case, read under the lock of its application; undefined if there is none. */
export async function findWatch(trx: Database | DatabaseTransaction, applicationId: string) {
  return trx
    .selectFrom("caseWatch")
    .select(["nextOn", "repairUntil", "calendars"])
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
}

/** Makes every open case that was computed with other calendars due today; returns their number. */
export async function wakeByCalendars(db: Database, calendars: string, today: string): Promise<number> {
  const woken = await sql`update case_watch w set next_on = ${today}::date
    from numbering_application a
    where a.id = w.application_id and a.ball is not null and w.calendars <> ${calendars}
      and (w.next_on is null or w.next_on > ${today}::date)`.execute(db);
  return Number(woken.numAffectedRows ?? 0n);
}

/** Records the reminder levels reached for the first time; returns those, lowest first. */
export async function noteLevels(
  trx: DatabaseTransaction,
  reached: Pick<CaseWatch, "run" | "clock" | "reached"> & { readonly applicationId: string; readonly today: string },
): Promise<readonly number[]> {
  const { applicationId, run, clock, today } = reached;
  const known = await trx
    .selectFrom("caseReminder")
    .select("level")
    .where("applicationId", "=", applicationId)
    .where("run", "=", run)
    .where("clock", "=", clock)
    .execute();
  const old = new Set(known.map(({ level }) => level));
  const fresh = reached.reached.filter((level) => !old.has(level));
  if (fresh.length === 0) return [];
  const rows = fresh.map((level) => ({ level, told: level === fresh.at(-1) }));
  await trx
    .insertInto("caseReminder")
    .values(rows.map((row) => ({ ...row, applicationId, run, clock, reachedOn: today })))
    .execute();
  return fresh;
}

/** Stores a due date that another calendar has moved; the rest of the case does not change. */
export async function moveDueDate(
  trx: DatabaseTransaction,
  moved: { readonly applicationId: string; readonly dueDate: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("numberingApplication")
    .set({ dueDate: moved.dueDate, changedAt: moved.at })
    .where("id", "=", moved.applicationId)
    .execute();
}
