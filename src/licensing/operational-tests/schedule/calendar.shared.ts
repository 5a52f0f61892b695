/** Schemas of the test calendar and of the officers who can be named. */
import { z } from "zod";
import { TEST_STATES } from "../test-words.shared.ts";

const day = z.iso.date();
const both = z.object({ id: z.string(), en: z.string() });

const calendarDaySchema = z.object({
  date: day,
  /** Why this day cannot be requested; null if it can. */
  closed: z.enum(["too-early", "weekend", "holiday", "full"]).nullable(),
  /** The holidays of its year are not decreed yet, so the day may be moved. */
  isProvisional: z.boolean(),
  holiday: both.nullable(),
  teams: z.number(),
  taken: z.number(),
});

/** Query of the calendar: at most 93 days. */
export const testCalendarQuery = z.strictObject({ from: day, to: day });

/** The public calendar: days with the number of free teams, without the companies. */
export const testCalendarSchema = z.object({ earliestDate: day, days: z.array(calendarDaySchema) });

/** The officers' calendar, with the tests of each day. */
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

/** Officers who can be named for a test, with their availability on the day. */
export const testPeopleSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isFree: z.boolean(),
      openTests: z.number(),
      /** Judged the documents of this test's licence application, or has an interest: cannot be named for it. */
      isBarred: z.boolean(),
    }),
  ),
});
