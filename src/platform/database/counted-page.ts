import { type Expression, type RawBuilder, sql } from "kysely";
import type { Database } from "./open.ts";

/** A list is counted up to here; a screen shows more as "10,000+". */
const COUNTED_MAX = 10_000;

/** Rows that were found, as far as cutting a page of ids from them goes. */
interface FoundIds {
  orderBy(order: RawBuilder<unknown>): FoundIds;
  limit(limit: number): FoundIds;
  offset(offset: number): FoundIds;
  execute(): Promise<readonly { readonly id: string }[]>;
}

/** Rows that were found, not yet ordered nor cut. */
interface Found {
  limit(limit: number): Expression<unknown>;
}

/** Which page of which rows. */
export interface PageOptions {
  /** The ids of all rows that were found. */
  readonly ids: FoundIds & Found;
  /** The same with the columns that `order` names, when a text is looked for; its few rows are found by the text index. */
  readonly hits?: Found | undefined;
  /** The order of the list, in columns of a table called `a`; that of an index, and never undecided. */
  readonly order: RawBuilder<unknown>;
  readonly limit: number;
  readonly offset: number;
}

/** A page, and how long the list is. */
export interface CountedPage {
  readonly ids: readonly string[];
  /** Exact up to `COUNTED_MAX`, and one more for all above. */
  readonly total: number;
  /** Whether anything follows the page. */
  readonly hasMore: boolean;
}

/**
 * Cuts one page from an index and counts the list only as far as the page itself does not tell it. Rows are completed
 * afterwards, so that page 1,000 costs little more than page 1.
 */
export async function countedPage(db: Database, options: PageOptions): Promise<CountedPage> {
  const { ids, hits, limit } = options;
  const looked = hits === undefined ? undefined : await pageOfHits(db, hits, options);
  const read = looked?.ids ?? (await pageOf(options));
  const total = looked?.total ?? knownTotal(read.length, options) ?? (await countUpTo(db, ids));
  return { ids: read.slice(0, limit), total, hasMore: read.length > limit };
}

/** The ids of a page and of one row more, in the order of an index. */
async function pageOf({ ids, order, limit, offset }: PageOptions): Promise<readonly string[]> {
  const page = ids
    .orderBy(order)
    .limit(limit + 1)
    .offset(offset);
  return (await page.execute()).map(({ id }) => id);
}

/**
 * The page of a search by text and its number of rows from one look into the text index. Where there are more than are
 * counted the page is left out, and where the page is beyond the end, the number. Without this the planner may walk the
 * order of the list instead, row by row, until it has met enough of a text that hardly any row has.
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

/** The number of rows as far as a page itself tells it: a last page ends the list, and a late one is beyond counting. */
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
