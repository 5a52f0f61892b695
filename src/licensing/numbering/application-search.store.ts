import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { ActingPerson } from "./application-facts.ts";
import type { ApplicationState } from "./application-words.ts";

/** Who has the ball: one side or either, the ministry too late, or the reader himself. */
export type BallFilter =
  | { readonly kind: "open" | "ministry" | "applicant" }
  | { readonly kind: "overdue"; readonly today: string }
  | { readonly kind: "mine"; readonly person: ActingPerson };

/** What to look for among applications. */
export interface ApplicationSearch {
  /** Only these organisations; undefined = all. */
  readonly organisationIds: readonly string[] | undefined;
  readonly state: ApplicationState | undefined;
  readonly ball?: BallFilter | undefined;
  readonly search: string;
  readonly sort: "due" | "-due" | "submitted" | "-submitted";
  readonly limit: number;
  readonly offset: number;
}

/** What can only be the beginning of a number, such as "nom-20261125". */
const NUMBER_BEGINS = /^nom-\d{4,}$/;

/** A list is counted up to here; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/**
 * Applications by search. Drafts are their company's own business. `total` is exact up to `COUNTED_MAX` and one more for
 * all above; `hasMore` tells whether anything follows the page. The page is cut first and its rows are completed
 * afterwards, so that page 1,000 costs little more than page 1.
 */
export async function searchApplications(db: Database, search: ApplicationSearch) {
  const found = filtered(db, search);
  const hits = search.search.trim() === "" ? undefined : await hitsOf(db, found, search);
  const ids = hits?.ids ?? (await pageOf(found, search));
  const total = hits?.total ?? knownTotal(ids.length, search) ?? (await countUpTo(db, found));
  const items = ids.length === 0 ? [] : await ordered(rowsOf(db, ids.slice(0, search.limit)), search).execute();
  return { total, hasMore: ids.length > search.limit, items };
}

/** The ids of a page and of one row more, in the order of an index. */
async function pageOf(found: ReturnType<typeof filtered>, search: ApplicationSearch): Promise<readonly string[]> {
  const page = ordered(found.select("a.id"), search)
    .limit(search.limit + 1)
    .offset(search.offset);
  return (await page.execute()).map(({ id }) => id);
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
      "o.name as organisationName",
      "o.nib",
      "p.name as assignee",
    ]);
}

/**
 * The page of a search by text and its number of rows from one look into the text index. Where there are more than are
 * counted the page is left out, and where the page is beyond the end, the number. Without this the planner may walk the
 * order of the list instead, row by row, until it has met enough of a text that hardly any row has.
 */
async function hitsOf(
  db: Database,
  found: ReturnType<typeof filtered>,
  search: ApplicationSearch,
): Promise<{ readonly ids: readonly string[] | undefined; readonly total: number | undefined }> {
  const hit = found.select(["a.id", "a.dueDate", "a.submittedAt"]).limit(COUNTED_MAX + 1);
  const query = db
    .with(
      (cte) => cte("hit").materialized(),
      () => hit,
    )
    .selectFrom("hit as a")
    .select(["a.id", sql<number>`(select count(*)::int from hit)`.as("total")]);
  const rows = await ordered(query, search)
    .limit(search.limit + 1)
    .offset(search.offset)
    .execute();
  const total = rows[0]?.total ?? (search.offset === 0 ? 0 : undefined);
  const isCut = total === undefined ? search.offset > COUNTED_MAX : total > COUNTED_MAX;
  return { ids: isCut ? undefined : rows.map(({ id }) => id), total };
}

/** The number of rows as far as a page itself tells it: a last page ends the list, and a late one is beyond counting. */
function knownTotal(read: number, { limit, offset }: ApplicationSearch): number | undefined {
  if (read > 0 && offset + read > COUNTED_MAX) return COUNTED_MAX + 1;
  return read <= limit && (read > 0 || offset === 0) ? offset + read : undefined;
}

/** The number of rows, exact up to `COUNTED_MAX`. */
async function countUpTo(db: Database, found: ReturnType<typeof filtered>): Promise<number> {
  const some = found
    .select(sql`1`.as("one"))
    .limit(COUNTED_MAX + 1)
    .as("some");
  const counted = db.selectFrom(some).select(sql<number>`count(*)::int`.as("total"));
  return (await counted.executeTakeFirstOrThrow()).total;
}

interface Ordering<Query> {
  orderBy(expression: ReturnType<typeof sql>): Query;
}

const ORDERS = {
  due: sql`a.due_date, a.id`,
  "-due": sql`a.due_date desc nulls last, a.id desc`,
  submitted: sql`a.submitted_at, a.id`,
  "-submitted": sql`a.submitted_at desc, a.id desc`,
} as const;

/** The orders of the list; each is that of an index. A submitted application always says when, so no order puts it last. */
function ordered<Query extends Ordering<Query>>(query: Query, { sort }: ApplicationSearch): Query {
  return query.orderBy(ORDERS[sort]);
}

function filtered(db: Database, search: ApplicationSearch) {
  let query = db.selectFrom("numberingApplication as a");
  if (search.organisationIds === undefined) query = query.where("a.number", "is not", null);
  else query = query.where(sql<boolean>`a.organisation_id = any(${search.organisationIds}::uuid[])`);
  if (search.state !== undefined) query = query.where("a.state", "=", search.state);
  if (search.ball !== undefined) query = query.where(ballIs(search.ball));
  const text = search.search.trim().toLowerCase();
  if (text === "") return query;
  if (NUMBER_BEGINS.test(text)) return query.where("a.number", "like", `${text.toUpperCase()}%`);
  return query.where("a.searchText", "like", `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
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
