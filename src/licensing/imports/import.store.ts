import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Fault } from "./fault.ts";
import type { PlanCounts } from "./plan.ts";
import { FAULTS_MAX, type SpreadsheetKind } from "./sheets.ts";

/** States of an import. */
export type ImportState = "looked-at" | "carried-out" | "undone";

/** A stored import. */
export interface ImportRow {
  readonly id: string;
  readonly state: ImportState;
  readonly createdAt: Date;
  readonly contentSha256: string;
  readonly planSha256: string;
  readonly lookedAt: Date;
  readonly counts: PlanCounts;
  readonly faultCount: number;
  readonly carriedOutAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneReason: string | null;
  readonly version: number;
}

/** A file of an import. */
export interface ImportFile {
  readonly place: number;
  readonly fileId: string;
  readonly sheet: SpreadsheetKind | null;
  readonly rowCount: number;
}

/** The result of a preview. */
export interface PreviewOutcome {
  readonly planSha256: string;
  readonly lookedAt: Date;
  readonly counts: PlanCounts;
  readonly faults: readonly Fault[];
}

const BATCH = 1_000;

/** Stores a first preview. */
export async function insertImport(
  trx: DatabaseTransaction,
  row: PreviewOutcome & {
    readonly id: string;
    readonly createdBy: string;
    readonly contentSha256: string;
    readonly files: readonly ImportFile[];
  },
): Promise<void> {
  const { faults, files, counts, ...rest } = row;
  await trx
    .insertInto("operatorImport")
    .values({
      ...rest,
      state: "looked-at",
      createdAt: row.lookedAt,
      counts: JSON.stringify(counts),
      faultCount: faults.length,
    })
    .execute();
  await trx
    .insertInto("operatorImportFile")
    .values(files.map((file) => ({ ...file, importId: row.id })))
    .execute();
  await insertFaults(trx, row.id, faults);
}

/** Replaces the preview. */
export async function replacePreview(trx: DatabaseTransaction, id: string, look: PreviewOutcome): Promise<void> {
  const { faults, counts, planSha256, lookedAt } = look;
  await trx.deleteFrom("operatorImportFault").where("importId", "=", id).execute();
  await insertFaults(trx, id, faults);
  await trx
    .updateTable("operatorImport")
    .set((eb) => ({
      planSha256,
      lookedAt,
      counts: JSON.stringify(counts),
      faultCount: faults.length,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

async function insertFaults(trx: DatabaseTransaction, importId: string, faults: readonly Fault[]): Promise<void> {
  const kept = faults.slice(0, FAULTS_MAX);
  for (let from = 0; from < kept.length; from += BATCH) {
    // One parameter per batch of rows: a parameter for each cell would occupy the event loop.
    const rows = JSON.stringify(kept.slice(from, from + BATCH).map((fault, index) => ({ ...fault, at: from + index })));
    await sql`insert into operator_import_fault
        (import_id, sequence, file_name, sheet, row_number, column_name, code, found, other)
      select ${importId}::uuid, r.at, r.file, r.sheet, r."row", r."column", r.code, r.found, r.other
      from jsonb_to_recordset(${rows}::jsonb) as r(at integer, file text, sheet text, "row" integer, "column" text,
        code text, found text, other text)`.execute(trx);
  }
}

/** One import; with `lock` its row stays locked until the transaction ends. */
export async function findImport(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<ImportRow | undefined> {
  let query = db.selectFrom("operatorImport").selectAll().where("id", "=", id);
  if (options.lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, state: row.state as ImportState, counts: row.counts as unknown as PlanCounts };
}

/** Advances the state of an import. */
export async function markImport(
  trx: DatabaseTransaction,
  id: string,
  mark:
    | { readonly state: "carried-out"; readonly carriedOutAt: Date; readonly carriedOutBy: string }
    | {
        readonly state: "undone";
        readonly undoneAt: Date;
        readonly undoneBy: string;
        readonly undoneReason: string;
      },
): Promise<void> {
  await trx
    .updateTable("operatorImport")
    .set((eb) => ({ ...mark, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** The files of an import with their stored properties. */
export async function filesOf(db: Database | DatabaseTransaction, importId: string) {
  return db
    .selectFrom("operatorImportFile as i")
    .innerJoin("storedFile as f", "f.id", "i.fileId")
    .select(["i.place", "i.sheet", "i.rowCount", "f.originalName as name", "f.sha256", "f.bytes"])
    .where("i.importId", "=", importId)
    .orderBy("i.place")
    .execute();
}

/** Names of the persons who previewed, executed and undid an import. */
export async function actorsOf(db: Database, importId: string) {
  return db
    .selectFrom("operatorImport as i")
    .innerJoin("person as c", "c.id", "i.createdBy")
    .leftJoin("person as o", "o.id", "i.carriedOutBy")
    .leftJoin("person as u", "u.id", "i.undoneBy")
    .select(["c.name as createdByName", "o.name as carriedOutByName", "u.name as undoneByName"])
    .where("i.id", "=", importId)
    .executeTakeFirstOrThrow();
}

/** Imports, newest first, with their total. */
export async function listImports(db: Database, paging: { readonly limit: number; readonly offset: number }) {
  const items = await db
    .selectFrom("operatorImport as i")
    .innerJoin("person as p", "p.id", "i.createdBy")
    .select(["i.id", "i.state", "i.createdAt", "i.counts", "i.faultCount", "p.name as createdByName"])
    .select((eb) =>
      eb
        .selectFrom("operatorImportFile as f")
        .innerJoin("storedFile as s", "s.id", "f.fileId")
        .select(sql<string>`string_agg(s.original_name, ', ' order by f.place)`.as("names"))
        .whereRef("f.importId", "=", "i.id")
        .as("names"),
    )
    .orderBy("i.createdAt", "desc")
    .orderBy("i.id", "desc")
    .limit(paging.limit)
    .offset(paging.offset)
    .execute();
  const count = await db
    .selectFrom("operatorImport")
    .select(sql<number>`count(*)`.as("total"))
    .executeTakeFirstOrThrow();
  return { total: count.total, items };
}

/** The filter of an import's faulty rows. */
export interface FaultSearch {
  readonly importId: string;
  readonly sheet: string | undefined;
  readonly code: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Faulty rows in the order of the files, with their total. */
export async function listFaults(db: Database, { importId, sheet, code, limit, offset }: FaultSearch) {
  let query = db.selectFrom("operatorImportFault").where("importId", "=", importId);
  if (sheet !== undefined) query = query.where("sheet", "=", sheet);
  if (code !== undefined) query = query.where("code", "=", code);
  const items = await query.selectAll().orderBy("sequence").limit(limit).offset(offset).execute();
  const count = await query.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}

/** Number of faulty rows by fault, most frequent first. */
export async function countFaults(db: Database, importId: string) {
  return db
    .selectFrom("operatorImportFault")
    .select(["code", sql<number>`count(*)`.as("count")])
    .where("importId", "=", importId)
    .groupBy("code")
    .orderBy("count", "desc")
    .orderBy("code")
    .execute();
}
