/** The calendar of tests and who can be named for one, as they go over the wire. */
import { z } from "zod";
import { TEST_STATES } from "../test-words.shared.ts";

const day = z.iso.date();
const both = z.object({ id: z.string(), en: z.string() });

const calendarDaySchema = z.object({
  date: day,
  /** Why nobody can ask for this day; null when one can. */
  closed: z.enum(["too-early", "weekend", "holiday", "full"]).nullable(),
  /** The days off of its year are not decreed yet: it may be moved. */
  isProvisional: z.boolean(),
  holiday: both.nullable(),
  teams: z.number(),
  taken: z.number(),
});

/** What is asked of the calendar: at most 93 days. */
export const testCalendarQuery = z.strictObject({ from: day, to: day });

/** The public calendar: days and how many teams are free, never whose test it is. */
export const testCalendarSchema = z.object({ earliestDate: day, days: z.array(calendarDaySchema) });

/** The officers' calendar: with the tests of each day. */
export const testOfficerCalendarSchema = z.object({
  days: z.array(
    calendarDaySchema.extend({
      tests: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          organisationName: z.string(),
          state: z.enum(TEST_STATES),
          teamNumber: z.number(),
          members: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** Who can be named for a test, and whether the day asked for is free. */
export const testPeopleSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isFree: z.boolean(),
      openTests: z.number(),
      /** Judged the documents of this test's licence, or has an interest of his own: he is not named for it. */
      isBarred: z.boolean(),
    }),
  ),
});
