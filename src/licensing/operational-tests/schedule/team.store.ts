import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Reading } from "../test.store.ts";

/** Number of booked teams by day; days without a booking are omitted. */
export async function teamsTaken(
  db: Reading,
  asked: { readonly from: string; readonly to: string; readonly exceptTestId?: string },
): Promise<ReadonlyMap<string, number>> {
  let query = db
    .selectFrom("testBooking")
    .select(["day", sql<number>`count(*)::int`.as("taken")])
    .where("releasedAt", "is", null)
    .where("day", ">=", asked.from)
    .where("day", "<=", asked.to)
    .groupBy("day");
  if (asked.exceptTestId !== undefined) query = query.where("testId", "!=", asked.exceptTestId);
  const rows = await query.execute();
  return new Map(rows.map(({ day, taken }) => [day, taken]));
}

/** Releases a test's booking in the calendar. */
export async function releaseBooking(trx: DatabaseTransaction, testId: string, at: Date): Promise<void> {
  await trx
    .updateTable("testBooking")
    .set({ releasedAt: at })
    .where("testId", "=", testId)
    .where("releasedAt", "is", null)
    .execute();
}

/**
 * Books a team for a test on a day; returns its number, or null if all are taken. Each number is tried once: the unique
 * index refuses a number taken concurrently, and the next one is tried.
 */
export async function reserveTeam(
  trx: DatabaseTransaction,
  booking: {
    readonly ids: { next(): string };
    readonly testId: string;
    readonly day: string;
    readonly teams: number;
    readonly at: Date;
  },
): Promise<number | null> {
  const { ids, testId, day, teams, at } = booking;
  for (let team = 1; team <= teams; team += 1) {
    const added = await trx
      .insertInto("testBooking")
      .values({ id: ids.next(), testId, day, team, bookedAt: at })
      .onConflict((conflict) => conflict.columns(["day", "team"]).where("releasedAt", "is", null).doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 1n) return team;
  }
  return null;
}

/** The team number of a test; null without a booking. */
export async function bookedTeam(db: Reading, testId: string): Promise<number | null> {
  const row = await db
    .selectFrom("testBooking")
    .select("team")
    .where("testId", "=", testId)
    .where("releasedAt", "is", null)
    .executeTakeFirst();
  return row?.team ?? null;
}

/** A present member of a test's team. */
export interface TeamMember {
  readonly personId: string;
  readonly name: string;
  readonly isLead: boolean;
}

/** The present team of a test, its lead first. */
export async function teamOf(db: Reading, testId: string): Promise<readonly TeamMember[]> {
  return db
    .selectFrom("testTeamMember as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.personId", "p.name", "m.isLead"])
    .where("m.testId", "=", testId)
    .where("m.releasedAt", "is", null)
    .orderBy("m.isLead", "desc")
    .orderBy("p.name")
    .limit(50)
    .execute();
}

/** Releases the team of a test. */
export async function releaseTeam(trx: DatabaseTransaction, testId: string, at: Date): Promise<void> {
  await trx
    .updateTable("testTeamMember")
    .set({ releasedAt: at })
    .where("testId", "=", testId)
    .where("releasedAt", "is", null)
    .execute();
}

/** Replaces the team of a test; false if a member has another test on that day (enforced by the index). */
export async function nameTeamOf(
  trx: DatabaseTransaction,
  team: {
    readonly ids: { next(): string };
    readonly testId: string;
    readonly memberIds: readonly string[];
    readonly leadId: string;
    readonly day: string | null;
    readonly at: Date;
  },
): Promise<boolean> {
  const { ids, testId, memberIds, leadId, day, at } = team;
  await releaseTeam(trx, testId, at);
  // In a fixed order, so that concurrent transactions that name the same people wait instead of deadlocking.
  for (const personId of memberIds.toSorted()) {
    const added = await trx
      .insertInto("testTeamMember")
      .values({ id: ids.next(), testId, personId, isLead: personId === leadId, day, namedAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) return false;
  }
  return true;
}

/** The people who have another test on a day. */
export async function busyOn(
  db: Reading,
  asked: { readonly personIds: readonly string[]; readonly day: string; readonly exceptTestId: string | null },
): Promise<ReadonlySet<string>> {
  if (asked.personIds.length === 0) return new Set();
  let query = db
    .selectFrom("testTeamMember")
    .select("personId")
    .where("personId", "in", [...asked.personIds])
    .where("day", "=", asked.day)
    .where("releasedAt", "is", null);
  if (asked.exceptTestId !== null) query = query.where("testId", "!=", asked.exceptTestId);
  return new Set((await query.execute()).map(({ personId }) => personId));
}

/** Number of open tests by person. */
export async function openTestsOf(db: Reading, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("testTeamMember as m")
    .innerJoin("operationalTest as t", "t.id", "m.testId")
    .select(["m.personId", sql<number>`count(*)::int`.as("tests")])
    .where("m.personId", "in", [...personIds])
    .where("m.releasedAt", "is", null)
    .where("t.state", "in", ["scheduled", "running", "handed-in", "reported"])
    .groupBy("m.personId")
    .execute();
  return new Map(rows.map(({ personId, tests }) => [personId, tests]));
}

/** The declarations of interest in a test, by person. */
export async function interestsIn(db: Reading, testId: string): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db
    .selectFrom("testInterest")
    .select(["personId", "hasInterest"])
    .where("testId", "=", testId)
    .limit(1_000)
    .execute();
  return new Map(rows.map(({ personId, hasInterest }) => [personId, hasInterest]));
}

/** Stores a declaration; a declared interest cannot be retracted. */
export async function keepInterest(
  trx: DatabaseTransaction,
  declared: {
    readonly testId: string;
    readonly personId: string;
    readonly hasInterest: boolean;
    readonly note: string;
    readonly at: Date;
  },
): Promise<void> {
  const { at, ...row } = declared;
  await trx
    .insertInto("testInterest")
    .values({ ...row, declaredAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(["testId", "personId"])
        .doUpdateSet({ hasInterest: row.hasInterest, note: row.note, declaredAt: at })
        .where("testInterest.hasInterest", "=", false),
    )
    .execute();
}

/** The roles that a person holds now, unless the person is blocked. */
export async function membershipsOfPerson(db: Reading, personId: string, now: Date) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.role", "m.team", "m.organisationId"])
    .where("m.personId", "=", personId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .execute();
}

/** The members who may edit a company's applications now. */
export async function writersOf(db: Reading, asked: { readonly organisationId: string; readonly now: Date }) {
  const { organisationId, now } = asked;
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.name", "p.email", "p.locale", "m.role", "m.team"])
    .where("m.organisationId", "=", organisationId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .orderBy("p.name")
    .limit(200)
    .execute();
}
