import { type Expression, sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

/** The facts about each row of a list that figures use. */
export interface CaseFacts {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  /** The SKLO stage of a test; null for other cases. */
  readonly stage: string | null;
  readonly ball: string | null;
  readonly assignee: string | null;
  /** Time of the last change of the stage. */
  readonly since: Date;
}

/** The rows of a list, as a query that has not been executed. */
export type Found = Expression<CaseFacts>;

/** A fact by which cases are grouped. */
export type Fact = "state" | "stage" | "ball" | "assignee";

/** A number of rows for each combination of some facts. */
export type Counted<Name extends Fact> = { readonly [Key in Name]: CaseFacts[Key] } & { readonly count: number };

/** Maximum number of groups of one count. */
const GROUPS_MAX = 1_000;

/** Counts the rows of a list for each combination of some facts. */
export async function countBy<Name extends Fact>(
  db: Database,
  found: Found,
  by: readonly Name[],
): Promise<readonly Counted<Name>[]> {
  const facts = sql.join(by.map((name) => sql.ref(`x.${name}`)));
  const { rows } = await sql<Counted<Name>>`select ${facts}, count(*)::int as count from ${found} as x
    group by ${facts} limit ${GROUPS_MAX}`.execute(db);
  return rows;
}

/** A stage with the case that has been in it longest. */
export type StateCount = Counted<"state" | "stage" | "ball"> & {
  readonly oldestId: string;
  readonly oldestNumber: string | null;
  readonly oldestSince: Date;
};

/** The stages of the open cases of a list, each with its oldest case. */
export async function stagesOf(db: Database, found: Found): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`select x.state, x.stage, x.ball, count(*)::int as count,
      min(x.since) as oldest_since,
      (array_agg(x.id order by x.since, x.id))[1] as oldest_id,
      (array_agg(x.number order by x.since, x.id))[1] as oldest_number
    from ${found} as x where x.ball is not null group by x.state, x.stage, x.ball limit ${GROUPS_MAX}`.execute(db);
  return rows;
}

/** Working days used by processing times that ended in a period. */
export async function usedDays(db: Database, period: { readonly from: string; readonly to: string }) {
  return db
    .selectFrom("promiseStanding")
    .select(["subject", sql<number>`count(*)::int`.as("ended")])
    .select(sql<number>`percentile_disc(0.5) within group (order by used_days)`.as("median"))
    .select(sql<number>`percentile_disc(0.9) within group (order by used_days)`.as("p90"))
    .where("outcome", "in", ["kept", "missed"])
    .where("endedOn", ">=", period.from)
    .where("endedOn", "<=", period.to)
    .groupBy("subject")
    .execute();
}

/** Names of people by their ids. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("person").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
