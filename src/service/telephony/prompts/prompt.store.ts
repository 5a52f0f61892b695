import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { promptsLock, UPLOADS_MAX } from "./prompt-upload.ts";
import type { SpokenLanguage } from "./spoken.shared.ts";

/** A prompt by its name and language. */
export interface PromptKey {
  readonly name: string;
  readonly language: SpokenLanguage;
}

/** The own prompts of a tenant by name. */
export async function listUploads(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("promptUpload as u")
    .innerJoin("person as p", "p.id", "u.uploadedBy")
    .select(["u.name", "u.language", "u.words", "u.durationMs", "u.uploadedAt", "p.name as uploadedBy"])
    .orderBy("u.name")
    .limit(UPLOADS_MAX)
    .execute();
  return rows.map(({ language, ...row }) => ({ ...row, language: language as SpokenLanguage }));
}

/** The digests of all own prompts of a tenant. */
export async function loadUploads(
  trx: DatabaseTransaction,
): Promise<readonly (PromptKey & { readonly sha256: string })[]> {
  const rows = await trx
    .selectFrom("promptUpload as u")
    .innerJoin("storedFile as f", "f.id", "u.fileId")
    .select(["u.name", "u.language", "f.sha256"])
    .orderBy("u.name")
    .limit(UPLOADS_MAX)
    .execute();
  return rows.map(({ language, ...row }) => ({ ...row, language: language as SpokenLanguage }));
}

/** The digest of an own prompt's audio; undefined without one. */
export async function findUpload(trx: DatabaseTransaction, key: PromptKey): Promise<string | undefined> {
  const row = await trx
    .selectFrom("promptUpload as u")
    .innerJoin("storedFile as f", "f.id", "u.fileId")
    .select("f.sha256")
    .where("u.name", "=", key.name)
    .where("u.language", "=", key.language)
    .executeTakeFirst();
  return row?.sha256;
}

/** Locks the prompts of a tenant until the transaction ends. */
export async function lockPrompts(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${promptsLock(tenantId)}, 0))`.execute(trx);
}

/** Whether a tenant may have one more own prompt. */
export async function hasRoomForUpload(trx: DatabaseTransaction): Promise<boolean> {
  const { count } = await trx
    .selectFrom("promptUpload")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count) < UPLOADS_MAX;
}

/** Adds a prompt whose bytes and file row exist. */
export async function insertUpload(
  trx: DatabaseTransaction,
  row: PromptKey & {
    readonly id: string;
    readonly tenantId: string;
    readonly words: string;
    readonly fileId: string;
    readonly durationMs: number;
    readonly uploadedBy: string;
    readonly uploadedAt: Date;
  },
): Promise<void> {
  await trx.insertInto("promptUpload").values(row).execute();
}

/** Deletes a prompt if it exists; its file becomes unused, and the sweep of files removes it. */
export async function deleteUpload(trx: DatabaseTransaction, key: PromptKey): Promise<boolean> {
  const gone = await trx
    .deleteFrom("promptUpload")
    .where("name", "=", key.name)
    .where("language", "=", key.language)
    .returning(["fileId", "uploadedBy"])
    .executeTakeFirst();
  if (gone === undefined) return false;
  await trx.updateTable("storedFile").set({ uploadedBy: gone.uploadedBy }).where("id", "=", gone.fileId).execute();
  return true;
}
