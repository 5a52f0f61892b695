import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import { vectorOf } from "./article.store.ts";
import type { KnowledgeRefusal } from "./knowledge-refusal.ts";
import { LIST_COLUMNS, LIST_LIMITS } from "./list-columns.shared.ts";
import type { ListForm } from "./list-contract.ts";
import type { ListEntry } from "./read-list.ts";

/** Entries on one page. */
const PAGE = 50;
/** The number of entries that one statement writes. */
const WRITTEN_AT_ONCE = 250;

/** The lists of the transaction's tenant that have not ended, with their state on a day. */
function selectLists(trx: DatabaseTransaction, today: string) {
  return trx
    .selectFrom("informationList as l")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("informationListVersion as w")
          .select(["w.number", "w.inForceFrom", "w.entries"])
          .whereRef("w.listId", "=", "l.id")
          .where("w.inForceFrom", "<=", today)
          .orderBy("w.number", "desc")
          .limit(1)
          .as("v"),
      (join) => join.onTrue(),
    )
    .select(["l.id", "l.kind", "l.name", "l.newest", "v.number", "v.inForceFrom", "v.entries"])
    .where("l.endedAt", "is", null);
}

type ListVersionRow = Awaited<ReturnType<ReturnType<typeof selectLists>["executeTakeFirstOrThrow"]>>;

function toListSummary({ id, kind, name, newest, number, inForceFrom: from, entries }: ListVersionRow) {
  const inForce = number === null || from === null || entries === null ? null : { number, from, entries };
  const state = inForce !== null ? "in-force" : newest > 0 ? "upcoming" : "empty";
  return { id, kind: kind === "prices" ? "prices" : "locations", name, newest, inForce, state } as const;
}

/** The lists of the transaction's tenant, by kind and name. */
export async function listLists(trx: DatabaseTransaction, today: string) {
  const rows = await selectLists(trx, today)
    .orderBy("l.kind")
    .orderBy(sql`lower(l.name)`)
    .limit(LIST_LIMITS.lists)
    .execute();
  return rows.map(toListSummary);
}

/** A list of the transaction's tenant with its versions. */
export async function findList(
  trx: DatabaseTransaction,
  { id, today }: { readonly id: string; readonly today: string },
) {
  const row = await selectLists(trx, today).where("l.id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const versions = await trx
    .selectFrom("informationListVersion as v")
    .innerJoin("person as p", "p.id", "v.importedBy")
    .select(["v.number", "v.inForceFrom", "v.note", "v.fileName", "v.entries", "v.importedAt", "p.name as importedBy"])
    .where("v.listId", "=", id)
    .orderBy("v.number", "desc")
    .limit(LIST_LIMITS.versions)
    .execute();
  return { ...toListSummary(row), versions };
}

/** Locks a list until the transaction ends. */
export async function lockList(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("informationList")
    .select(["id", "kind", "name", "newest"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Creates a list; refused when the name is taken or the limit is reached. */
export async function insertList(
  trx: DatabaseTransaction,
  row: ListForm & { readonly id: string; readonly tenantId: string; readonly at: Date; readonly by: string },
): Promise<Result<null, KnowledgeRefusal>> {
  const { at: createdAt, by: createdBy, ...list } = row;
  const lock = `information-lists ${row.tenantId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("informationList")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  if (count >= LIST_LIMITS.lists) return refuse("list-limit");
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto("informationList")
    .values({ ...list, createdAt, createdBy })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? ok(null) : refuse("list-name-taken");
}

/** Writes a version with all of its entries. */
export async function insertListVersion(
  trx: DatabaseTransaction,
  version: {
    readonly listId: string;
    readonly tenantId: string;
    readonly kind: string;
    readonly number: number;
    readonly inForceFrom: string;
    readonly note: string;
    readonly fileName: string;
    readonly importedBy: string;
    readonly importedAt: Date;
    readonly entries: readonly ListEntry[];
  },
): Promise<void> {
  const { entries, kind, ...row } = version;
  const { listId, number, tenantId } = row;
  await trx
    .insertInto("informationListVersion")
    .values({ ...row, entries: entries.length })
    .execute();
  for (let at = 0; at < entries.length; at += WRITTEN_AT_ONCE) {
    const part = entries.slice(at, at + WRITTEN_AT_ONCE).map((entry) => ({
      ...entry,
      listId,
      number,
      tenantId,
      fields: JSON.stringify(entry.fields),
      words: wordsOf(entry, kind),
    }));
    await trx.insertInto("informationEntry").values(part).execute();
  }
  await trx.updateTable("informationList").set({ newest: number }).where("id", "=", listId).execute();
}

/** Names and codes weigh more than the other columns. */
function wordsOf({ name, code, postcode, fields }: ListEntry, kind: string) {
  const others = kind === "prices" ? [fields["conditions"]] : [fields["kind"], fields["address"], fields["city"]];
  const rest = [...others, fields["province"], fields["unit"], postcode].filter((text) => text != null).join(" ");
  return sql<string>`setweight(${vectorOf(`${name} ${code}`)}, 'A') || setweight(${vectorOf(rest)}, 'D')`;
}

/** Whether a version with this number exists. */
export async function hasListVersion(
  trx: DatabaseTransaction,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<boolean> {
  const row = await trx
    .selectFrom("informationListVersion")
    .select("number")
    .where("listId", "=", id)
    .where("number", "=", number)
    .executeTakeFirst();
  return row !== undefined;
}

function entriesOf(trx: DatabaseTransaction, { id, number }: { readonly id: string; readonly number: number }) {
  return trx.selectFrom("informationEntry as e").where("e.listId", "=", id).where("e.number", "=", number);
}

/** The columns of an entry that are read. */
const COLUMNS = ["e.line", "e.code", "e.keys", "e.postcode", "e.name", "e.validFrom", "e.validUntil"] as const;

/** Columns that are numbers or objects in the database, with their types in the API. */
export const TYPED_COLUMNS = [
  sql<number | null>`e.price_rupiah::float8`.as("priceRupiah"),
  sql<Record<string, string>>`e.fields`.as("fields"),
] as const;

/** A page of the entries of a version whose name or code contains a text, in the order of the file. */
export async function pageOfEntries(
  trx: DatabaseTransaction,
  wish: { readonly id: string; readonly number: number; readonly search: string; readonly page: number },
) {
  const { search, page } = wish;
  const pattern = likePattern(search);
  const found = entriesOf(trx, wish).where((eb) =>
    eb.or([eb("e.name", "ilike", pattern), eb("e.code", "ilike", pattern)]),
  );
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const items = await found
    .select([...COLUMNS, ...TYPED_COLUMNS])
    .orderBy("e.line")
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  return { total, hasMore: page * PAGE < total, items };
}

/** All entries of a version; the limit of a file bounds their number. */
export async function allEntries(trx: DatabaseTransaction, wish: { readonly id: string; readonly number: number }) {
  return entriesOf(trx, wish)
    .select([...COLUMNS, ...TYPED_COLUMNS])
    .orderBy("e.line")
    .limit(LIST_LIMITS.rows)
    .execute();
}

/** An entry of a version with its columns. */
export type StoredListEntry = Awaited<ReturnType<typeof allEntries>>[number];

/** Ends a list; false when the tenant has none with that id. */
export async function endList(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("informationList")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The flows that read a list in their data look-up. */
export async function flowsUsingList(trx: DatabaseTransaction, listId: string): Promise<readonly string[]> {
  const asks = JSON.stringify({ steps: [{ kind: "look-up", listId }] });
  const rows = await trx
    .selectFrom("flow as f")
    .innerJoin("flowVersion as v", (join) => join.onRef("v.flowId", "=", "f.id").onRef("v.number", "=", "f.live"))
    .select("f.name")
    .where("f.endedAt", "is", null)
    .where(sql<boolean>`v.flow @> ${asks}::jsonb`)
    .orderBy("f.name")
    .limit(5)
    .execute();
  return rows.map(({ name }) => name);
}

/** An entry as a row of a file of its kind. */
export function rowOf(kind: "locations" | "prices", entry: StoredListEntry): readonly string[] {
  const own: Readonly<Record<string, string | null>> = {
    code: entry.code,
    name: entry.name,
    postcode: entry.postcode,
    validFrom: entry.validFrom,
    validUntil: entry.validUntil,
    price: entry.priceRupiah === null ? null : String(entry.priceRupiah),
  };
  return LIST_COLUMNS[kind].map(({ column }) => own[column] ?? entry.fields[column] ?? "");
}
