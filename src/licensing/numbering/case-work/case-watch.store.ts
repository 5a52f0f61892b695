import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CaseWatch } from "./case-watch.ts";

/** Keeps when a case is to be looked at next, and by which calendars that was counted. */
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

/** Cases to be looked at by `today`, longest due first. */
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

/** What a case remembers, read under the lock of its application; undefined for one that was never watched. */
export async function findWatch(trx: Database | DatabaseTransaction, applicationId: string) {
  return trx
    .selectFrom("caseWatch")
    .select(["nextOn", "repairUntil", "calendars"])
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
}

/** Lets every open case that was counted by other calendars be looked at today; how many there are. */
export async function wakeByCalendars(db: Database, calendars: string, today: string): Promise<number> {
  const woken = await sql`update case_watch w set next_on = ${today}::date
    from numbering_application a
    where a.id = w.application_id and a.ball is not null and w.calendars <> ${calendars}
      and (w.next_on is null or w.next_on > ${today}::date)`.execute(db);
  return Number(woken.numAffectedRows ?? 0n);
}

/** Notes the levels reached now that were not noted before; those are answered, lowest first. */
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

/** Writes a promised date that another calendar has moved; the case itself stays as it is. */
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
