import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { TestPerson } from "./test-facts.ts";
import type { TestState } from "./test-words.ts";

/** Which tests of a list are meant. */
export type TestBallFilter =
  | { readonly kind: "open" | "ministry" | "applicant" | "task" }
  | { readonly kind: "overdue"; readonly today: string }
  | { readonly kind: "sklo"; readonly person: TestPerson };

/** What to look for among tests. */
export interface TestSearch {
  /** Only these companies; undefined = all. */
  readonly organisationIds: readonly string[] | undefined;
  /** Only tests whose team this person is in. */
  readonly teamPersonId: string | undefined;
  readonly state: TestState | undefined;
  readonly licenceId: string | undefined;
  readonly ball: TestBallFilter | undefined;
  readonly search: string;
  readonly sort: keyof typeof ORDERS;
  readonly limit: number;
  readonly offset: number;
}

const ORDERS = {
  date: sql`t.test_date, t.id`,
  "-date": sql`t.test_date desc, t.id desc`,
  due: sql`t.due_date, t.id`,
  "-due": sql`t.due_date desc nulls last, t.id desc`,
  created: sql`t.created_at, t.id`,
  "-created": sql`t.created_at desc, t.id desc`,
} as const;

/** A list is counted up to here; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/** Tests by search; `total` is exact up to `COUNTED_MAX` and one more for all above. */
export async function searchTests(db: Database, search: TestSearch) {
  const found = filtered(db, search);
  const page = await found
    .select("t.id")
    .orderBy(ORDERS[search.sort])
    .limit(search.limit + 1)
    .offset(search.offset)
    .execute();
  const some = found
    .select(sql`1`.as("one"))
    .limit(COUNTED_MAX + 1)
    .as("some");
  const counted = db.selectFrom(some).select(sql<number>`count(*)::int`.as("total"));
  const { total } = await counted.executeTakeFirstOrThrow();
  const ids = page.slice(0, search.limit).map(({ id }) => id);
  const items = ids.length === 0 ? [] : await rowsOf(db, ids).orderBy(ORDERS[search.sort]).execute();
  return { total, hasMore: page.length > search.limit, items };
}

function rowsOf(db: Database, ids: readonly string[]) {
  return db
    .selectFrom("operationalTest as t")
    .innerJoin("organisation as o", "o.id", "t.organisationId")
    .innerJoin("licenceApplication as a", "a.id", "t.licenceApplicationId")
    .leftJoin("person as p", "p.id", "t.leadId")
    .where(sql<boolean>`t.id = any(${[...ids]}::uuid[])`)
    .select(["t.id", "t.number", "t.state", "t.attempt", "t.method", "t.methodAskedBecause", "t.methodAnswer"])
    .select([
      "t.testDate",
      "t.startsAt",
      "t.place",
      "t.noticeLateAt",
      "t.verdict",
      "t.skloStage",
      "t.dueDate",
      "t.ball",
    ])
    .select(["t.version", "t.deskVersion", "t.organisationId", "o.name as organisationName", "o.nib"])
    .select(["a.number as licenceNumber", "p.name as lead"]);
}

function filtered(db: Database, search: TestSearch) {
  let query = db.selectFrom("operationalTest as t");
  if (search.organisationIds !== undefined)
    query = query.where(sql<boolean>`t.organisation_id = any(${[...search.organisationIds]}::uuid[])`);
  if (search.teamPersonId !== undefined)
    query = query.where(
      sql<boolean>`exists (select from test_team_member m where m.test_id = t.id and m.released_at is null
        and m.person_id = ${search.teamPersonId}::uuid)`,
    );
  if (search.state !== undefined) query = query.where("t.state", "=", search.state);
  if (search.licenceId !== undefined) query = query.where("t.licenceApplicationId", "=", search.licenceId);
  if (search.ball !== undefined) query = query.where(ballIs(search.ball));
  const text = search.search.trim().toLowerCase();
  if (text === "") return query;
  return query.where("t.searchText", "like", `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}

function ballIs(ball: TestBallFilter) {
  if (ball.kind === "open") return sql<boolean>`t.ball is not null`;
  if (ball.kind === "overdue")
    return sql<boolean>`t.ball = 'ministry' and t.state in ('handed-in', 'running', 'passed') and t.due_date < ${ball.today}::date`;
  if (ball.kind === "task")
    return sql<boolean>`t.state in ('requested', 'confirmed') or (t.state = 'date-proposed' and t.notice_late_at is not null)`;
  if (ball.kind !== "sklo") return sql<boolean>`t.ball = ${ball.kind}`;
  const { mayPrepare, mayEndorse, mayPropose, maySign, personId } = ball.person;
  const stages = [
    ...(mayPrepare ? ["none"] : []),
    ...(mayEndorse ? ["prepared"] : []),
    ...(mayPropose ? ["endorsed"] : []),
    ...(maySign ? ["proposed"] : []),
  ];
  return sql<boolean>`t.state = 'passed' and t.sklo_stage = any(${stages}::text[])
    and ${personId}::uuid not in (coalesce(t.sklo_prepared_by, t.id), coalesce(t.sklo_endorsed_by, t.id),
      coalesce(t.sklo_proposed_by, t.id))`;
}
