import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { LicencePerson } from "./licence-facts.ts";
import type { LicenceState } from "./licence-words.ts";

/** Who has the ball: one side or either, the ministry too late, or the reader himself. */
export type LicenceBallFilter =
  | { readonly kind: "open" | "ministry" | "applicant" }
  | { readonly kind: "overdue"; readonly today: string }
  | { readonly kind: "mine"; readonly person: LicencePerson };

/** What to look for among licence applications. */
export interface LicenceSearch {
  /** Only these companies; undefined = all that were submitted. */
  readonly organisationIds: readonly string[] | undefined;
  readonly state: LicenceState | undefined;
  readonly ball: LicenceBallFilter | undefined;
  readonly assigneeId: string | undefined;
  readonly search: string;
  readonly sort: "due" | "-due" | "submitted" | "-submitted";
  readonly limit: number;
  readonly offset: number;
}

/** What can only be the beginning of a number, such as "izn-20261125". */
const NUMBER_BEGINS = /^izn-\d{4,}$/;

/** A list is counted up to here; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/**
 * Cases by search. Drafts are their company's own business. `total` is exact up to `COUNTED_MAX` and one more for all
 * above. The page is cut first and its rows are completed afterwards, so that page 1,000 costs little more than page 1.
 */
export async function searchLicences(db: Database, search: LicenceSearch) {
  const found = filtered(db, search);
  const hits = search.search.trim() === "" ? undefined : await hitsOf(db, found, search);
  const ids = hits?.ids ?? (await pageOf(found, search));
  const total = hits?.total ?? knownTotal(ids.length, search) ?? (await countUpTo(db, found));
  const items = ids.length === 0 ? [] : await ordered(rowsOf(db, ids.slice(0, search.limit)), search).execute();
  return { total, hasMore: ids.length > search.limit, items };
}

/** The ids of a page and of one row more, in the order of an index. */
async function pageOf(found: ReturnType<typeof filtered>, search: LicenceSearch): Promise<readonly string[]> {
  const page = ordered(found.select("a.id"), search)
    .limit(search.limit + 1)
    .offset(search.offset);
  return (await page.execute()).map(({ id }) => id);
}

function rowsOf(db: Database, ids: readonly string[]) {
  return db
    .selectFrom("licenceApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .leftJoin("person as p", "p.id", "a.assigneeId")
    .where(sql<boolean>`a.id = any(${[...ids]}::uuid[])`)
    .select(["a.id", "a.number", "a.state", "a.paused", "a.round", "a.configurations", "a.submittedAt", "a.dueDate"])
    .select(["a.createdAt", "a.ruleVersion", "a.promiseEvents", "o.name as organisationName", "o.nib"])
    .select(["a.organisationId", "a.version", "a.deskVersion", "p.name as assignee"])
    .select(sql<boolean>`exists (select from licence_deemed d where d.application_id = a.id)`.as("deemed"));
}

/**
 * The page of a search by text and its number of rows from one look into the text index; without this the planner may
 * walk the order of the list until it has met enough of a text that hardly any row has.
 */
async function hitsOf(
  db: Database,
  found: ReturnType<typeof filtered>,
  search: LicenceSearch,
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
function knownTotal(read: number, { limit, offset }: LicenceSearch): number | undefined {
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

/** The orders of the list; each is that of an index. */
function ordered<Query extends Ordering<Query>>(query: Query, { sort }: LicenceSearch): Query {
  return query.orderBy(ORDERS[sort]);
}

function filtered(db: Database, search: LicenceSearch) {
  let query = db.selectFrom("licenceApplication as a");
  if (search.organisationIds === undefined) query = query.where("a.number", "is not", null);
  else query = query.where(sql<boolean>`a.organisation_id = any(${search.organisationIds}::uuid[])`);
  if (search.state !== undefined) query = query.where("a.state", "=", search.state);
  if (search.assigneeId !== undefined) query = query.where("a.assigneeId", "=", search.assigneeId);
  if (search.ball !== undefined) query = query.where(ballIs(search.ball));
  const text = search.search.trim().toLowerCase();
  if (text === "") return query;
  if (NUMBER_BEGINS.test(text)) return query.where("a.number", "like", `${text.toUpperCase()}%`);
  return query.where("a.searchText", "like", `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}

function ballIs(ball: LicenceBallFilter) {
  if (ball.kind === "open") return sql<boolean>`a.ball is not null`;
  if (ball.kind === "overdue") return sql<boolean>`a.ball = 'ministry' and a.due_date < ${ball.today}::date`;
  if (ball.kind !== "mine") return sql<boolean>`a.ball = ${ball.kind}`;
  const { personId, mayAssign, mayCheck, mayEndorse, mayDecide } = ball.person;
  const states = [
    ...(mayAssign || mayCheck ? ["submitted"] : []),
    ...(mayEndorse ? ["checked"] : []),
    ...(mayDecide ? ["endorsed"] : []),
  ];
  return sql<boolean>`a.ball = 'ministry' and (a.state = any(${states}::text[]) or (a.state = 'checking' and a.assignee_id = ${personId}::uuid))`;
}
