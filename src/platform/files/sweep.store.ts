import { sql } from "kysely";
import { type Database, databaseFault } from "../database/index.ts";
import { FILES_LOCK_KEY } from "./file-rows.store.ts";

/** Maximum number of uploads that one sweep examines. */
const SWEEP_MAX = 200;
const REFERENCED = "23001";
const REFERENCED_LATER = "23503";

/**
 * Every column that names a stored file by a foreign key. A new column must be added here, and a test compares this list with the
 * database: the sweep never selects an upload that such a row names, so that it cannot block the others.
 */
export const FILE_REFERENCES = [
  ["case_receipt", "file_id"],
  ["document_view", "file_id"],
  ["izin_entry", "file_id"],
  ["letter_of_authority", "file_id"],
  ["licence", "file_id"],
  ["licence_objection_file", "file_id"],
  ["licence_slot", "file_id"],
  ["mail_message", "attachment_file_id"],
  ["operational_test", "letter_file_id"],
  ["operational_test", "result_file_id"],
  ["operational_test", "task_letter_file_id"],
  ["operator_import_file", "file_id"],
  ["organisation", "assignment_file_id"],
  ["organisation", "deed_file_id"],
  ["organisation", "legal_basis_file_id"],
  ["organisation", "nib_file_id"],
  ["ownership_dispute", "evidence_file_id"],
  ["ownership_dispute", "statement_file_id"],
  ["prompt_upload", "file_id"],
  ["test_file", "file_id"],
] as const;

/** Result of one sweep. */
export interface Swept {
  readonly rows: number;
  readonly files: number;
}

/**
 * Removes uploads that have been unused since `before`: first the row, whose state at that instant decides
 * (an earlier claim preserves it, a later one finds nothing), then the bytes that no row names any more.
 */
export async function sweepUnclaimed(
  db: Database,
  asked: { readonly before: Date; readonly remove: (sha256: string) => Promise<void> },
): Promise<Swept> {
  const found = await findUnused(db, asked.before);
  let rows = 0;
  const orphans = new Set<string>();
  for (const { id, sha256 } of found) {
    if (!(await removeRow(db, id))) continue;
    rows += 1;
    orphans.add(sha256);
  }
  let files = 0;
  for (const sha256 of orphans) if (await removeBytes(db, { sha256, remove: asked.remove })) files += 1;
  return { rows, files };
}

/** Uploads from before an instant that belong to no organisation and that no row names, oldest first. */
async function findUnused(db: Database, before: Date) {
  const isNamed = FILE_REFERENCES.map(
    ([table, column]) => sql`select from ${sql.table(table)} t where t.${sql.ref(column)} = f.id`,
  );
  return db
    .selectFrom("storedFile as f")
    .select(["f.id", "f.sha256"])
    .where("f.organisationId", "is", null)
    .where("f.uploadedBy", "is not", null)
    .where("f.uploadedAt", "<", before)
    .where(sql<boolean>`not exists (${sql.join(isNamed, sql` union all `)})`)
    .orderBy("f.uploadedAt")
    .orderBy("f.id")
    .limit(SWEEP_MAX)
    .execute();
}

/** False when the upload was claimed in between, or another table names it. */
async function removeRow(db: Database, id: string): Promise<boolean> {
  try {
    const result = await db
      .deleteFrom("storedFile")
      .where("id", "=", id)
      .where("organisationId", "is", null)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  } catch (error) {
    const state = databaseFault(error)?.state;
    if (state === REFERENCED || state === REFERENCED_LATER) return false;
    throw error;
  }
}

/**
 * Removes bytes under the exclusive lock of the store, if no row names them then. An upload of the same bytes names them
 * under the shared lock and checks that they exist; a backup holds the shared lock while it copies.
 */
async function removeBytes(
  db: Database,
  given: { readonly sha256: string; readonly remove: (sha256: string) => Promise<void> },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const locked = await sql<{
      got: boolean;
    }>`select pg_try_advisory_xact_lock(${FILES_LOCK_KEY}) as got`.execute(trx);
    if (locked.rows[0]?.got !== true) return false;
    const named = await trx
      .selectFrom("storedFile")
      .select("id")
      .where("sha256", "=", given.sha256)
      .limit(1)
      .executeTakeFirst();
    if (named !== undefined) return false;
    await given.remove(given.sha256);
    return true;
  });
}
