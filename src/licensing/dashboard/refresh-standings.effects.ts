import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kit } from "../../platform/kit/index.ts";
import {
  type CalendarYear,
  calendarsInForce,
  officeDate,
  readReminderRules,
  readWorkingCalendar,
} from "../../regulation/index.ts";
import { readLicencePromise } from "../applications/index.ts";
import { promiseOf, readApplicationPromise, rulebookOf } from "../numbering/index.ts";
import { readPromisesOfTest } from "../operational-tests/index.ts";
import { readRegistrationPromise } from "../organisations/index.ts";
import { calendarsKey, type PromiseReading, promiseStatusOf } from "../promises/index.ts";
import type { Promised } from "./contract.ts";
import {
  keepStandings,
  type StaleCaseQuery,
  type StoredPromiseStatus,
  staleApplications,
  staleLicences,
  staleRegistrations,
  staleTests,
} from "./promise-status.store.ts";

/** Number of cases per batch, small enough not to delay other requests of this process. */
const BATCH = 200;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

type Dependencies = Pick<Kit, "db" | "clock">;

/** A case whose processing times were computed. */
interface Read {
  readonly id: string;
  readonly ruleVersion: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly readings: readonly (readonly [Promised, PromiseReading | null])[];
}

type Step = (query: StaleCaseQuery, nowMs: number) => Promise<readonly Read[]>;

/**
 * Computes the processing times of all changed cases again, except cases last changed before `since`; null for all.
 * Returns their number. The result is only a copy, which lists and figures read; the cases do not change.
 */
export async function refreshStandings(dependencies: Dependencies, since: Date | null): Promise<number> {
  let read = 0;
  for (const step of stepsOf(dependencies)) read += await refreshKind(dependencies, step, since);
  return read;
}

async function refreshKind({ db, clock }: Dependencies, step: Step, since: Date | null): Promise<number> {
  let read = 0;
  let after = FIRST_ID;
  for (;;) {
    const nowMs = clock.nowMs();
    const calendars = calendarsInForce(officeDate(nowMs));
    const look = { after, since, calendars: calendarsKey(calendars), limit: BATCH };
    const cases = await step(look, nowMs);
    await keepStandings(
      db,
      cases.flatMap((one) => standingsOf(one, { nowMs, calendars, key: look.calendars })),
    );
    read += cases.length;
    const last = cases.at(-1);
    if (last === undefined || cases.length < BATCH) return read;
    after = last.id;
    await nextTurn();
  }
}

function stepsOf({ db }: Dependencies): readonly Step[] {
  return [
    async (query, nowMs) =>
      (await staleRegistrations(db, query)).map((row) => {
        const { ruleVersion, createdAt, promiseEvents: events } = row;
        const promise = { events, ruleVersion, beganMs: createdAt.getTime() };
        return { ...row, readings: [["registration", readRegistrationPromise(promise, nowMs)]] };
      }),
    async (look, nowMs) =>
      (await staleApplications(db, look)).map((row) => ({
        ...row,
        readings: [["numbering", readApplicationPromise(promiseOf(row), nowMs)]],
      })),
    async (look, nowMs) =>
      (await staleLicences(db, look)).map((row) => ({
        ...row,
        readings: [["licence", readLicencePromise(row, nowMs)]],
      })),
    async (look, nowMs) =>
      (await staleTests(db, look)).map((row) => {
        const { evaluation, sklo } = readPromisesOfTest(row, nowMs);
        return {
          ...row,
          readings: [
            ["test-evaluation", evaluation],
            ["sklo", sklo],
          ],
        };
      }),
  ];
}

function standingsOf(
  one: Read,
  by: { readonly nowMs: number; readonly calendars: readonly CalendarYear[]; readonly key: string },
): readonly StoredPromiseStatus[] {
  const rulebook = rulebookOf(one.ruleVersion, one.createdAt.getTime());
  const counted = {
    today: officeDate(by.nowMs),
    rules: readReminderRules(rulebook),
    calendar: readWorkingCalendar(rulebook, by.calendars),
  };
  return one.readings.flatMap(([subject, reading]) => {
    if (reading === null) return [];
    const { endedAt, ...standing } = promiseStatusOf(reading, counted);
    const endedOn = endedAt === null ? null : officeDate(Date.parse(endedAt));
    return [{ ...standing, subject, caseId: one.id, endedOn, seenAt: one.seenAt, calendars: by.key }];
  });
}
