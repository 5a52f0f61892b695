import type { z } from "zod";
import { calendarsInForce } from "../../../regulation/index.ts";
import { requestRules } from "../request-test.effects.ts";
import type { Reading } from "../test.store.ts";
import type { TestState } from "../test-words.shared.ts";
import type { testCalendarSchema, testOfficerCalendarSchema } from "./calendar.shared.ts";
import { teamsTaken } from "./team.store.ts";
import { dayClosed, daysFrom, earliestDay, holidayOn, isProvisional } from "./test-days.ts";

/** Maximum number of calendar days in one response. */
export const CALENDAR_DAYS_MAX = 93;

/** The database handle, instant and range of a calendar query. */
interface CalendarQuery {
  readonly db: Reading;
  readonly nowMs: number;
  readonly from: string;
  readonly to: string;
}

/** The public calendar: days with a free team, without the companies. */
export async function testCalendar({
  db,
  nowMs,
  from,
  to,
}: CalendarQuery): Promise<z.infer<typeof testCalendarSchema>> {
  const { rules, calendar, today } = requestRules(nowMs);
  const { daysAheadMin, teamsPerDay, onWorkingDayOnly } = rules;
  const taken = await teamsTaken(db, { from, to });
  const earliestDate = earliestDay(today, { daysAheadMin, calendar });
  const holidays = calendarsInForce(today).flatMap((one) => one.holidays);
  const days = daysFrom(from, to, CALENDAR_DAYS_MAX).map((date) => {
    const used = taken.get(date) ?? 0;
    const closed = dayClosed(date, calendar, !onWorkingDayOnly);
    const isFull = used >= teamsPerDay;
    return {
      date,
      closed: closed ?? (date < earliestDate ? ("too-early" as const) : isFull ? ("full" as const) : null),
      isProvisional: isProvisional(date, calendar),
      holiday: holidayOn(date, holidays),
      teams: teamsPerDay,
      taken: Math.min(used, teamsPerDay),
    };
  });
  return { earliestDate, days };
}

/** The officers' calendar, with the tests and teams of each day. */
export async function testOfficerCalendar(query: CalendarQuery): Promise<z.infer<typeof testOfficerCalendarSchema>> {
  const { days } = await testCalendar(query);
  const rows = await query.db
    .selectFrom("testBooking as b")
    .innerJoin("operationalTest as t", "t.id", "b.testId")
    .innerJoin("organisation as o", "o.id", "t.organisationId")
    .select(["b.day", "b.team", "t.id", "t.number", "t.state", "o.name"])
    .where("b.releasedAt", "is", null)
    .where("b.day", ">=", query.from)
    .where("b.day", "<=", query.to)
    .orderBy("b.day")
    .orderBy("b.team")
    .limit(CALENDAR_DAYS_MAX * 100)
    .execute();
  const members = await membersOf(
    query.db,
    rows.map(({ id }) => id),
  );
  return {
    days: days.map((day) => ({
      ...day,
      tests: rows
        .filter((row) => row.day === day.date)
        .map(({ id, number, state, team, name }) => ({
          id,
          number,
          organisationName: name,
          teamNumber: team,
          state: state as TestState,
          members: members.filter(({ testId }) => testId === id).map((one) => one.name),
        })),
    })),
  };
}

async function membersOf(db: Reading, testIds: readonly string[]) {
  if (testIds.length === 0) return [];
  return db
    .selectFrom("testTeamMember as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.testId", "p.name"])
    .where("m.testId", "in", [...testIds])
    .where("m.releasedAt", "is", null)
    .orderBy("m.isLead", "desc")
    .orderBy("p.name")
    .execute();
}
