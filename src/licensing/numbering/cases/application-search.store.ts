import { sql } from "kysely";
import { countedPage, type Database, likePattern } from "../../../platform/database/index.ts";
import type { PromiseFilter } from "../../promises/index.ts";
import type { ActingPerson } from "./application-facts.ts";
import type { ApplicationState } from "./application-words.ts";

/** The party that must act: one side or either, the overdue ministry, or the reader. */
export type BallFilter =
  | { readonly kind: "open" | "ministry" | "applicant" }
  | { readonly kind: "overdue"; readonly today: string }
  | { readonly kind: "mine"; readonly person: ActingPerson };

/** The filter of applications. */
export interface ApplicationFilter {
  /** Only these organisations; undefined = all. */
  readonly organisationIds: readonly string[] | undefined;
  readonly state?: ApplicationState | undefined;
  readonly ball?: BallFilter | undefined;
  readonly promise?: PromiseFilter | undefined;
  /** The checking officer; "none" for unassigned applications. */
  readonly assignee?: string | undefined;
  readonly search: string;
}

/** Filter, order and page of applications. */
export interface ApplicationSearch extends ApplicationFilter {
  readonly sort: "due" | "-due" | "submitted" | "-submitted";
  readonly limit: number;
  readonly offset: number;
}

/** A search text that can only be the beginning of a number, such as "nom-20261125". */
const NUMBER_BEGINS = /^nom-\d{4,}$/;

/** One page of applications and their number. Drafts are visible to their company only. */
export async function searchApplications(db: Database, search: ApplicationSearch) {
  const { sort, limit, offset } = search;
  const found = filtered(db, search);
  const order = ORDERS[sort];
  const hits = search.search.trim() === "" ? undefined : found.select(["a.id", "a.dueDate", "a.submittedAt"]);
  const page = await countedPage(db, { ids: found.select("a.id"), hits, order, limit, offset });
  const items = page.ids.length === 0 ? [] : await rowsOf(db, page.ids).orderBy(order).execute();
  return { total: page.total, hasMore: page.hasMore, items };
}

function rowsOf(db: Database, ids: readonly string[]) {
  return db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .leftJoin("person as p", "p.id", "a.checkerId")
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
    .select([
      "a.id",
      "a.number",
      "a.version",
      "a.kind",
      "a.state",
      "a.code",
      "a.createdAt",
      "a.submittedAt",
      "a.ruleVersion",
      "a.promiseEvents",
      "o.kind as organisationKind",
      "a.dueDate",
      "a.organisationId",
      "o.name as organisationName",
      "o.nib",
      "p.name as assignee",
    ]);
}

/** The orders of the list; an index supports each. Every submitted application has a submission date, so nulls need no ordering. */
const ORDERS = {
  due: sql`a.due_date, a.id`,
  "-due": sql`a.due_date desc nulls last, a.id desc`,
  submitted: sql`a.submitted_at, a.id`,
  "-submitted": sql`a.submitted_at desc, a.id desc`,
} as const;

/** A query of the applications behind a dashboard figure; the caller executes it. */
export function foundApplications(db: Database, filter: Omit<ApplicationFilter, "organisationIds" | "search">) {
  return filtered(db, { ...filter, organisationIds: undefined, search: "" })
    .select(["a.id", "a.number", "a.state", "a.ball", "a.checkerId as assignee", "a.stageSince as since"])
    .select(sql<null>`null`.as("stage"));
}

function filtered(db: Database, search: ApplicationFilter) {
  let query = db.selectFrom("numberingApplication as a");
  if (search.organisationIds === undefined) query = query.where("a.number", "is not", null);
  else query = query.where(sql<boolean>`a.organisation_id = any(${search.organisationIds}::uuid[])`);
  if (search.state !== undefined) query = query.where("a.state", "=", search.state);
  if (search.ball !== undefined) query = query.where(ballIs(search.ball));
  if (search.promise !== undefined) query = query.where(promiseIs(search.promise));
  if (search.assignee === "none") query = query.where("a.checkerId", "is", null);
  else if (search.assignee !== undefined) query = query.where("a.checkerId", "=", search.assignee);
  const text = search.search.trim().toLowerCase();
  if (text === "") return query;
  if (NUMBER_BEGINS.test(text)) return query.where("a.number", "like", `${text.toUpperCase()}%`);
  return query.where("a.searchText", "like", likePattern(text));
}

function promiseIs({ wish, today, endedFrom, endedTo }: PromiseFilter) {
  if (wish === "late") return ballIs({ kind: "overdue", today });
  const standing = sql`select from promise_standing s where s.subject = 'numbering' and s.case_id = a.id`;
  if (wish === "at-risk")
    return sql<boolean>`a.ball = 'ministry' and a.due_date >= ${today}::date and exists (${standing} and s.warn_on <= ${today}::date)`;
  return sql<boolean>`exists (${standing} and s.outcome = ${wish} and s.ended_on between ${endedFrom}::date and ${endedTo}::date)`;
}

function ballIs(ball: BallFilter) {
  if (ball.kind === "open") return sql<boolean>`a.ball is not null`;
  if (ball.kind === "overdue") return sql<boolean>`a.ball = 'ministry' and a.due_date < ${ball.today}::date`;
  if (ball.kind !== "mine") return sql<boolean>`a.ball = ${ball.kind}`;
  const { personId, mayAssign, mayCheck, mayEndorse, mayPropose, mayDecide } = ball.person;
  const states = [
    ...(mayAssign || mayCheck ? ["submitted"] : []),
    ...(mayEndorse ? ["checked"] : []),
    ...(mayPropose ? ["endorsed"] : []),
    ...(mayDecide ? ["proposed"] : []),
  ];
  return sql<boolean>`a.ball = 'ministry' and (a.state = any(${states}::text[]) or (a.state = 'checking' and a.checker_id = ${personId}::uuid))`;
}
