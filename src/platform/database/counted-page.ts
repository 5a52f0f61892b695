import { type Expression, type RawBuilder, sql } from "kysely";
import type { Database } from "./open.ts";

/** Maximum count of a list; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/** A query of ids from which a page is cut. */
interface FoundIds {
  orderBy(order: RawBuilder<unknown>): FoundIds;
  limit(limit: number): FoundIds;
  offset(offset: number): FoundIds;
  execute(): Promise<readonly { readonly id: string }[]>;
}

/** Matching rows, neither ordered nor limited yet. */
interface Found {
  limit(limit: number): Expression<unknown>;
}

/** The query, the order and the bounds of a page. */
export interface PageOptions {
  /** The ids of all matching rows. */
  readonly ids: FoundIds & Found;
  /** The same rows with the columns that `order` names, for a text search; the text index finds these few rows. */
  readonly hits?: Found | undefined;
  /** The order of the list; matches an index and is total. With `hits` it names columns of a table called `a`. */
  readonly order: RawBuilder<unknown>;
  readonly limit: number;
  readonly offset: number;
}

/** A page, and the length of the list. */
export interface CountedPage {
  readonly ids: readonly string[];
  /** Exact up to `COUNTED_MAX`; `COUNTED_MAX` + 1 for more. */
  readonly total: number;
  /** Whether rows follow the page. */
  readonly hasMore: boolean;
}

/**
 * Cuts one page from an index and counts the list only if the page does not reveal its length. Completes the rows afterwards,
 * so that page 1,000 costs little more than page 1.
 */
export async function countedPage(db: Database, options: PageOptions): Promise<CountedPage> {
  const { ids, hits, limit } = options;
  const looked = hits === undefined ? undefined : await pageOfHits(db, hits, options);
  const read = looked?.ids ?? (await pageOf(options));
  const total = looked?.total ?? knownTotal(read.length, options) ?? (await countUpTo(db, ids));
  return { ids: read.slice(0, limit), total, hasMore: read.length > limit };
}

/** The ids of a page and of one further row, in the order of an index. */
async function pageOf({ ids, order, limit, offset }: PageOptions): Promise<readonly string[]> {
  const page = ids
    .orderBy(order)
    .limit(limit + 1)
    .offset(offset);
  return (await page.execute()).map(({ id }) => id);
}

/**
 * The page of a text search and its number of rows from one scan of the text index. Omits the page when there are more rows than are
 * counted, and the number when the page is beyond the end. Without this the planner may scan the list in its order,
 * row by row, until enough rows match a text that hardly any row contains.
 */
async function pageOfHits(
  db: Database,
  hits: Found,
  { order, limit, offset }: PageOptions,
): Promise<{ readonly ids: readonly string[] | undefined; readonly total: number | undefined }> {
  const { rows } = await sql<{ readonly id: string; readonly total: number }>`
    with hit as materialized ${hits.limit(COUNTED_MAX + 1)}
    select a.id, (select count(*)::int from hit) as total from hit as a
    order by ${order} limit ${limit + 1} offset ${offset}`.execute(db);
  const total = rows[0]?.total ?? (offset === 0 ? 0 : undefined);
  const isCut = total === undefined ? offset > COUNTED_MAX : total > COUNTED_MAX;
  return { ids: isCut ? undefined : rows.map(({ id }) => id), total };
}

/** The number of rows if the page reveals it: a last page ends the list, and a page beyond `COUNTED_MAX` is not counted. */
function knownTotal(read: number, { limit, offset }: PageOptions): number | undefined {
  if (read > 0 && offset + read > COUNTED_MAX) return COUNTED_MAX + 1;
  return read <= limit && (read > 0 || offset === 0) ? offset + read : undefined;
}

/** The number of rows, exact up to `COUNTED_MAX`. */
async function countUpTo(db: Database, found: Found): Promise<number> {
  const upTo = found.limit(COUNTED_MAX + 1);
  const { rows } = await sql<{ readonly total: number }>`select count(*)::int as total from ${upTo} as a`.execute(db);
  return rows[0]?.total ?? 0;
}
