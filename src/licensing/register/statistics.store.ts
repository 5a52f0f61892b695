import type { Database } from "../../platform/database/index.ts";
import { promiseOf, readApplicationPromise } from "../numbering/index.ts";
import { readRegistrationPromise } from "../organisations/index.ts";
import type { PromiseEvent, PromiseReading } from "../promises/index.ts";
import { type ServiceFigures, serviceFigures } from "./statistics.ts";

/** Maximum number of cases of each kind that are counted; the latest ones. */
export const STATISTICS_CASES_MAX = 500;

/** Period of the statistics, in months. */
export const STATISTICS_MONTHS = 12;

/** The figures of every kind of case that ended since `since`. */
export async function readStatistics(
  db: Database,
  asked: { readonly since: Date; readonly nowMs: number },
): Promise<readonly ServiceFigures[]> {
  const [registrations, fresh, additional] = await Promise.all([
    registrationReadings(db, asked),
    applicationReadings(db, { ...asked, kind: "new" }),
    applicationReadings(db, { ...asked, kind: "additional" }),
  ]);
  return [
    serviceFigures("account-verification", registrations),
    serviceFigures("number-new", fresh),
    serviceFigures("number-additional", additional),
  ];
}

async function registrationReadings(
  db: Database,
  { since, nowMs }: { readonly since: Date; readonly nowMs: number },
): Promise<readonly PromiseReading[]> {
  const rows = await db
    .selectFrom("organisation")
    .select(["promiseEvents", "ruleVersion", "createdAt"])
    .where("state", "=", "verified")
    .where("isDemo", "=", false)
    .where("decidedAt", ">=", since)
    .orderBy("decidedAt", "desc")
    .limit(STATISTICS_CASES_MAX)
    .execute();
  return rows
    .map(({ promiseEvents, ...row }) => ({ ...row, events: promiseEvents as unknown as readonly PromiseEvent[] }))
    .filter(({ events }) => events.length > 0)
    .map(({ events, ruleVersion, createdAt }) =>
      readRegistrationPromise({ events, ruleVersion, beganMs: createdAt.getTime() }, nowMs),
    );
}

async function applicationReadings(
  db: Database,
  { since, nowMs, kind }: { readonly since: Date; readonly nowMs: number; readonly kind: "new" | "additional" },
): Promise<readonly PromiseReading[]> {
  const rows = await db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.promiseEvents", "a.ruleVersion", "a.createdAt", "o.kind as organisationKind"])
    .where("a.kind", "=", kind)
    .where("a.state", "in", ["approved", "rejected"])
    .where("a.decidedAt", ">=", since)
    .orderBy("a.decidedAt", "desc")
    .limit(STATISTICS_CASES_MAX)
    .execute();
  const readings = rows.map(({ promiseEvents, organisationKind, ...row }) =>
    readApplicationPromise(
      promiseOf({
        ...row,
        kind,
        promiseEvents: promiseEvents as unknown as readonly PromiseEvent[],
        organisation: { kind: organisationKind },
      }),
      nowMs,
    ),
  );
  return readings.filter((reading) => reading !== null);
}
