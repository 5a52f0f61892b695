import type { Database, DatabaseTransaction } from "../database/index.ts";

/** The row of one stored file. */
export interface StoredFileRow {
  readonly id: string;
  readonly purpose: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly originalName: string;
  readonly uploadedBy: string | null;
  readonly organisationId: string | null;
  readonly uploadedAt: Date;
}

/** Adds a file's row; the bytes are in the store already. */
export async function insertFile(trx: Database | DatabaseTransaction, row: StoredFileRow): Promise<void> {
  await trx.insertInto("storedFile").values(row).execute();
}

/** The row of a file, or undefined. */
export async function findFile(db: Database | DatabaseTransaction, id: string): Promise<StoredFileRow | undefined> {
  return db.selectFrom("storedFile").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Assigns a file that `personId` uploaded to an organisation. Returns whether there was such a file. */
export async function claimFile(
  trx: DatabaseTransaction,
  options: {
    readonly fileId: string;
    readonly personId: string;
    readonly organisationId: string;
    readonly purpose: string;
  },
): Promise<boolean> {
  const result = await trx
    .updateTable("storedFile")
    .set({ organisationId: options.organisationId })
    .where("id", "=", options.fileId)
    .where("purpose", "=", options.purpose)
    .where((eb) =>
      eb.or([
        eb.and([eb("uploadedBy", "=", options.personId), eb("organisationId", "is", null)]),
        eb("organisationId", "=", options.organisationId),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The rows of files, sorted by id; unknown ids are left out. */
export async function findFiles(
  db: Database | DatabaseTransaction,
  ids: readonly string[],
): Promise<readonly StoredFileRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("storedFile").selectAll().where("id", "in", ids).execute();
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}

/** Number of files that a user has uploaded since an instant and that belong to no organisation. */
export async function countUnclaimed(
  db: Database,
  asked: { readonly personId: string; readonly since: Date },
): Promise<number> {
  const row = await db
    .selectFrom("storedFile")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("uploadedBy", "=", asked.personId)
    .where("organisationId", "is", null)
    .where("uploadedAt", ">", asked.since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Advisory lock: shared while a backup copies the store, exclusive while files are removed from it. */
export const FILES_LOCK_KEY = 5_305_004;
