import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { ApplicationKind } from "../numbering/index.ts";
import type { PromisedTest } from "../operational-tests/index.ts";
import type { PromiseEvent, PromiseStatus } from "../promises/index.ts";
import type { Promised } from "./contract.ts";

/** The cases to refresh: those after `after` in the order of their ids that changed since their last refresh. */
export interface StaleCaseQuery {
  readonly after: string;
  /** Only cases changed from this instant on; null for all. */
  readonly since: Date | null;
  /** Calendars by which open processing times must be computed. */
  readonly calendars: string;
  readonly limit: number;
}

interface Seen {
  readonly id: string;
  readonly ruleVersion: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** True for a case whose stored status is missing, or was computed from another state of it or with other calendars. */
function isStale(
  subject: Promised,
  row: { readonly id: string; readonly changed: string },
  { calendars }: StaleCaseQuery,
) {
  return sql<boolean>`not exists (select from promise_standing s where s.subject = ${subject}
    and s.case_id = ${sql.ref(row.id)} and s.seen_at = ${changedAt(row.changed)}
    and (s.outcome is not null or s.calendars = ${calendars}))`;
}

/** When a case changed, truncated to milliseconds, the precision of JavaScript dates. */
function changedAt(column: string) {
  return sql<Date>`date_trunc('milliseconds', ${sql.raw(column)})`;
}

/** Applications whose processing time must be computed again. */
export async function staleApplications(
  db: Database,
  look: StaleCaseQuery,
): Promise<
  readonly (Seen & {
    readonly kind: ApplicationKind;
    readonly promiseEvents: readonly PromiseEvent[];
    readonly organisation: { readonly kind: string };
  })[]
> {
  const changed = "a.changed_at";
  let query = db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.id", "a.ruleVersion", "a.createdAt", "a.kind", "a.promiseEvents", "o.kind as organisationKind"])
    .select(changedAt(changed).as("seenAt"))
    .where("a.number", "is not", null)
    .where(sql<boolean>`a.promise_events <> '[]'`)
    .where("a.id", ">", look.after)
    .where(isStale("numbering", { id: "a.id", changed }, look))
    .orderBy("a.id")
    .limit(look.limit);
  if (look.since !== null) query = query.where("a.changedAt", ">=", look.since);
  const rows = await query.execute();
  return rows.map(({ kind, promiseEvents, organisationKind, ...row }) => ({
    ...row,
    kind: kind as ApplicationKind,
    promiseEvents: promiseEvents as unknown as readonly PromiseEvent[],
    organisation: { kind: organisationKind },
  }));
}

/** Licence applications whose processing time must be computed again. */
export async function staleLicences(
  db: Database,
  look: StaleCaseQuery,
): Promise<readonly (Seen & { readonly promiseEvents: readonly PromiseEvent[] })[]> {
  const changed = "a.changed_at";
  let query = db
    .selectFrom("licenceApplication as a")
    .select(["a.id", "a.ruleVersion", "a.createdAt", "a.promiseEvents", changedAt(changed).as("seenAt")])
    .where("a.number", "is not", null)
    .where(sql<boolean>`a.promise_events <> '[]'`)
    .where("a.id", ">", look.after)
    .where(isStale("licence", { id: "a.id", changed }, look))
    .orderBy("a.id")
    .limit(look.limit);
  if (look.since !== null) query = query.where("a.changedAt", ">=", look.since);
  const rows = await query.execute();
  return rows.map(({ promiseEvents, ...row }) => ({
    ...row,
    promiseEvents: promiseEvents as unknown as readonly PromiseEvent[],
  }));
}

/** Tests with a processing time that must be computed again. */
export async function staleTests(db: Database, look: StaleCaseQuery): Promise<readonly (Seen & PromisedTest)[]> {
  const changed = "t.changed_at";
  const place = { id: "t.id", changed };
  let query = db
    .selectFrom("operationalTest as t")
    .select(["t.id", "t.ruleVersion", "t.createdAt", "t.method", "t.evaluationEvents", "t.skloEvents"])
    .select(changedAt(changed).as("seenAt"))
    .where((eb) =>
      eb.or([
        eb.and([sql<boolean>`t.evaluation_events <> '[]'`, isStale("test-evaluation", place, look)]),
        eb.and([sql<boolean>`t.sklo_events <> '[]'`, isStale("sklo", place, look)]),
      ]),
    )
    .where("t.id", ">", look.after)
    .orderBy("t.id")
    .limit(look.limit);
  if (look.since !== null) query = query.where("t.changedAt", ">=", look.since);
  const rows = await query.execute();
  return rows.map(({ method, evaluationEvents, skloEvents, ...row }) => ({
    ...row,
    method: method as PromisedTest["method"],
    evaluationEvents: evaluationEvents as unknown as readonly PromiseEvent[],
    skloEvents: skloEvents as unknown as readonly PromiseEvent[],
  }));
}

/** Registrations whose processing time must be computed again. */
export async function staleRegistrations(
  db: Database,
  look: StaleCaseQuery,
): Promise<readonly (Seen & { readonly promiseEvents: readonly PromiseEvent[] })[]> {
  const changed = "greatest(o.submitted_at, o.decided_at)";
  let query = db
    .selectFrom("organisation as o")
    .select(["o.id", "o.ruleVersion", "o.createdAt", "o.promiseEvents", changedAt(changed).as("seenAt")])
    .where(sql<boolean>`o.promise_events <> '[]'`)
    .where("o.id", ">", look.after)
    .where(isStale("registration", { id: "o.id", changed }, look))
    .orderBy("o.id")
    .limit(look.limit);
  if (look.since !== null) query = query.where(sql<boolean>`${sql.raw(changed)} >= ${look.since}`);
  const rows = await query.execute();
  return rows.map(({ promiseEvents, ...row }) => ({
    ...row,
    promiseEvents: promiseEvents as unknown as readonly PromiseEvent[],
  }));
}

/** A stored status of a processing time. */
export interface StoredPromiseStatus extends Omit<PromiseStatus, "endedAt"> {
  readonly subject: Promised;
  readonly caseId: string;
  readonly endedOn: string | null;
  readonly seenAt: Date;
  readonly calendars: string;
}

/** Stores statuses, replacing earlier ones. */
export async function keepStandings(db: Database, standings: readonly StoredPromiseStatus[]): Promise<void> {
  if (standings.length === 0) return;
  await db
    .insertInto("promiseStanding")
    .values(standings.map((one) => ({ ...one })))
    .onConflict((conflict) =>
      conflict.columns(["subject", "caseId"]).doUpdateSet((eb) => ({
        promisedDays: eb.ref("excluded.promisedDays"),
        warnOn: eb.ref("excluded.warnOn"),
        outcome: eb.ref("excluded.outcome"),
        endedOn: eb.ref("excluded.endedOn"),
        usedDays: eb.ref("excluded.usedDays"),
        seenAt: eb.ref("excluded.seenAt"),
        calendars: eb.ref("excluded.calendars"),
      })),
    )
    .execute();
}
