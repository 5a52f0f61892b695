import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../../db/generated/schema.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { CodeRow, NewCode } from "./inventory-row.ts";

const INSERT_BATCH = 1_000;

/** Inserts the missing codes of the plan; existing codes keep their state. */
export async function seedCodes(db: Database, codes: readonly NewCode[], now: Date): Promise<number> {
  let added = 0;
  for (let from = 0; from < codes.length; from += INSERT_BATCH) {
    const rows = codes.slice(from, from + INSERT_BATCH).map((code) => ({ ...code, stateSince: now, changedAt: now }));
    const result = await db
      .insertInto("accessCode")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

/** Filter of the inventory. `like` is an SQL pattern with backslash escapes. */
export interface CodeSearch {
  readonly pattern?: string | undefined;
  readonly like?: string | undefined;
  readonly state?: string | undefined;
  readonly sort: "code" | "-code" | "since" | "-since";
  readonly limit: number;
  readonly offset: number;
}

type CodeQuery = SelectQueryBuilder<DB, "accessCode", object>;

/** Codes of the plan's patterns by filter, with their total. */
export async function searchCodes(
  db: Database,
  search: CodeSearch,
): Promise<{ readonly total: number; readonly items: readonly CodeRow[] }> {
  const base = filtered(db, search);
  const column = search.sort.endsWith("since") ? "accessCode.stateSince" : "accessCode.code";
  const items = await withHolder(base)
    .orderBy(column, search.sort.startsWith("-") ? "desc" : "asc")
    .orderBy("accessCode.code")
    .limit(search.limit)
    .offset(search.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items: items.map(toRow) };
}

function filtered(db: Database, search: CodeSearch): CodeQuery {
  let query: CodeQuery = db.selectFrom("accessCode");
  if (search.pattern !== undefined) query = query.where("accessCode.pattern", "=", search.pattern);
  if (search.state !== undefined) query = query.where("accessCode.state", "=", search.state);
  if (search.like !== undefined) query = query.where("accessCode.code", "like", search.like);
  return query;
}

function withHolder(query: CodeQuery) {
  return query
    .leftJoin("organisation", "organisation.id", "accessCode.holderOrganisationId")
    .select([
      "accessCode.code",
      "accessCode.pattern",
      "accessCode.state",
      "accessCode.stateSince",
      "accessCode.heldUntil",
      "accessCode.quarantinedUntil",
      "accessCode.reason",
      "accessCode.version",
      "organisation.name as holder",
    ]);
}

type StoredCode = Omit<CodeRow, "since" | "heldUntil" | "quarantinedUntil"> & {
  readonly stateSince: Date;
  readonly heldUntil: Date | null;
  readonly quarantinedUntil: Date | null;
};

function toRow({ stateSince, heldUntil, quarantinedUntil, ...row }: StoredCode): CodeRow {
  return {
    ...row,
    since: stateSince.toISOString(),
    heldUntil: heldUntil?.toISOString() ?? null,
    quarantinedUntil: quarantinedUntil?.toISOString() ?? null,
  };
}

/** One code, or undefined when it is not in the inventory. */
export async function findCode(db: Database, code: string): Promise<CodeRow | undefined> {
  const row = await withHolder(db.selectFrom("accessCode").where("accessCode.code", "=", code)).executeTakeFirst();
  return row === undefined ? undefined : toRow(row);
}

/** Codes changed since an instant, in order of code after `afterCode` ("" = from the first). */
export async function codesChangedSince(
  db: Database,
  asked: { readonly since: Date; readonly afterCode: string; readonly limit: number },
): Promise<readonly CodeRow[]> {
  const changed = db
    .selectFrom("accessCode")
    .where("accessCode.changedAt", ">", asked.since)
    .where("accessCode.code", ">", asked.afterCode);
  const rows = await withHolder(changed).orderBy("accessCode.code").limit(asked.limit).execute();
  return rows.map(toRow);
}

/** Number of codes by pattern and state. */
export async function countCodes(db: Database) {
  return db
    .selectFrom("accessCode")
    .select(["pattern", "state", sql<number>`count(*)`.as("count")])
    .groupBy(["pattern", "state"])
    .execute();
}

/** A code with all stored fields, for officers. */
export async function findCodeRow(db: Database, code: string) {
  return db
    .selectFrom("accessCode as c")
    .leftJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .select([
      "c.pattern",
      "c.state",
      "c.mode",
      "c.stateSince",
      "c.version",
      "c.reason",
      "c.heldUntil",
      "c.quarantinedUntil",
      "c.holderOrganisationId as holderId",
      "o.name as holderName",
    ])
    .where("c.code", "=", code)
    .executeTakeFirst();
}
