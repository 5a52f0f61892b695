import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import { countedPage, type Database, likePattern } from "../../platform/database/index.ts";
import type { PromiseFilter } from "../promises/index.ts";
import type { TestPerson } from "./test-facts.ts";
import type { SkloProgress, TEST_PROMISES, TestState } from "./test-words.shared.ts";

/** Filter by party that must act. */
export type TestBallFilter =
  | { readonly kind: "open" | "ministry" | "applicant" | "task" }
  | { readonly kind: "overdue"; readonly today: string }
  | { readonly kind: "sklo"; readonly person: TestPerson };

/** The filter of tests. */
export interface TestFilter {
  /** Only these companies; undefined = all. */
  readonly organisationIds: readonly string[] | undefined;
  /** Only tests of which this person is a team member. */
  readonly teamPersonId?: string | undefined;
  readonly state?: TestState | undefined;
  readonly skloStage?: SkloProgress | undefined;
  readonly licenceId?: string | undefined;
  readonly ball?: TestBallFilter | undefined;
  readonly promise?: (PromiseFilter & { readonly of: (typeof TEST_PROMISES)[number] }) | undefined;
  /** The lead of the team; "none" for tests without one. */
  readonly assignee?: string | undefined;
  /** Only tests with a team booked on this day. */
  readonly bookedOn?: string | undefined;
  readonly search: string;
}

/** Filter, order and page of tests. */
export interface TestSearch extends TestFilter {
  readonly sort: keyof typeof ORDERS;
  readonly limit: number;
  readonly offset: number;
}

type TestQuery = SelectQueryBuilder<DB & { t: DB["operationalTest"] }, "t", object>;

const ORDERS = {
  date: sql`t.test_date, t.id`,
  "-date": sql`t.test_date desc, t.id desc`,
  due: sql`t.due_date, t.id`,
  "-due": sql`t.due_date desc nulls last, t.id desc`,
  created: sql`t.created_at, t.id`,
  "-created": sql`t.created_at desc, t.id desc`,
} as const;

/** One page of tests and their number. */
export async function searchTests(db: Database, search: TestSearch) {
  const { sort, limit, offset } = search;
  const page = await countedPage(db, { ids: filtered(db, search).select("t.id"), order: ORDERS[sort], limit, offset });
  const items = page.ids.length === 0 ? [] : await rowsOf(db, page.ids).orderBy(ORDERS[sort]).execute();
  return { total: page.total, hasMore: page.hasMore, items };
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

/** A query of the tests behind a dashboard figure; the caller executes it. */
export function foundTests(db: Database, filter: Omit<TestFilter, "organisationIds" | "search">) {
  return filtered(db, { ...filter, organisationIds: undefined, search: "" })
    .select(["t.id", "t.number", "t.state", "t.ball", "t.leadId as assignee", "t.stageSince as since"])
    .select("t.skloStage as stage");
}

function filtered(db: Database, search: TestFilter) {
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
  query = figuresOf(query, search);
  const text = search.search.trim().toLowerCase();
  if (text === "") return query;
  return query.where("t.searchText", "like", likePattern(text));
}

/** The part of a filter that dashboard figures link to. */
function figuresOf(tests: TestQuery, { skloStage, promise, assignee, bookedOn }: TestFilter): TestQuery {
  let query = tests;
  if (skloStage !== undefined) query = query.where("t.skloStage", "=", skloStage);
  if (promise !== undefined) query = query.where(promiseIs(promise));
  if (assignee === "none") query = query.where("t.leadId", "is", null);
  else if (assignee !== undefined) query = query.where("t.leadId", "=", assignee);
  if (bookedOn !== undefined)
    query = query.where(
      sql<boolean>`exists (select from test_booking b where b.test_id = t.id and b.released_at is null
        and b.day = ${bookedOn}::date)`,
    );
  return query;
}

/** States in which each processing time of a test is counted. */
const PROMISED_STATES = { "test-evaluation": ["running", "handed-in"], sklo: ["passed"] } as const;

function promiseIs({ wish, today, endedFrom, endedTo, of }: NonNullable<TestFilter["promise"]>) {
  const counted = sql`t.ball = 'ministry' and t.state = any(${[...PROMISED_STATES[of]]}::text[])`;
  if (wish === "late") return sql<boolean>`${counted} and t.due_date < ${today}::date`;
  const standing = sql`select from promise_standing s where s.subject = ${of} and s.case_id = t.id`;
  if (wish === "at-risk")
    return sql<boolean>`${counted} and t.due_date >= ${today}::date and exists (${standing} and s.warn_on <= ${today}::date)`;
  return sql<boolean>`exists (${standing} and s.outcome = ${wish} and s.ended_on between ${endedFrom}::date and ${endedTo}::date)`;
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
