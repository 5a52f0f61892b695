import { sql } from "kysely";
import { type Database, type DatabaseTransaction, databaseFault, inTenant } from "../../platform/database/index.ts";
import { API_KEYS_MAX, API_SCOPES, type ApiScope } from "./contract.ts";

const USED_EVERY_MS = 60_000;

/** An API key's tenant and scopes. */
export interface KnownKey {
  readonly id: string;
  readonly tenantId: string;
  readonly scopes: readonly string[];
  readonly usedAt: Date | null;
}

/** The valid key with this hash. */
export async function findApiKey(db: Database, sha256: Buffer, at: Date): Promise<KnownKey | undefined> {
  const { rows } = await sql<KnownKey>`
    select id, tenant_id, scopes, used_at from find_api_key(${sha256}::bytea, ${at}::timestamptz)`.execute(db);
  return rows[0];
}

/** Records the last use of a key, to the minute. */
export async function noteApiKeyUsed(db: Database, { id, tenantId, usedAt }: KnownKey, at: Date): Promise<void> {
  if (usedAt !== null && at.getTime() - usedAt.getTime() < USED_EVERY_MS) return;
  await inTenant(db, tenantId, (trx) => trx.updateTable("apiKey").set({ usedAt: at }).where("id", "=", id).execute());
}

/** The active keys of the transaction's tenant, newest first. */
export async function listApiKeys(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("apiKey as k")
    .innerJoin("person as p", "p.id", "k.createdBy")
    .select(["k.id", "k.name", "k.hint", "k.scopes", "k.createdAt", "p.name as createdBy", "k.expiresAt", "k.usedAt"])
    .where("k.endedAt", "is", null)
    .orderBy("k.createdAt", "desc")
    .orderBy("k.id", "desc")
    .limit(API_KEYS_MAX)
    .execute();
  return rows.map((row) => ({ ...row, scopes: row.scopes.filter(isScope) }));
}

function isScope(text: string): text is ApiScope {
  return (API_SCOPES as readonly string[]).includes(text);
}

/** Whether the tenant may have another key; concurrent inserts are serialised. */
export async function hasRoomForApiKey(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`api key ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("apiKey")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < API_KEYS_MAX;
}

/** Adds a key by its hash. */
export async function insertApiKey(
  trx: DatabaseTransaction,
  key: {
    readonly id: string;
    readonly tenantId: string;
    readonly name: string;
    readonly hint: string;
    readonly secretHash: Buffer;
    readonly scopes: readonly ApiScope[];
    readonly createdBy: string;
    readonly createdAt: Date;
    readonly expiresAt: Date | null;
  },
): Promise<void> {
  await trx
    .insertInto("apiKey")
    .values({ ...key, scopes: [...key.scopes] })
    .execute();
}

/** Ends a key; false if there is none. */
export async function endApiKey(
  trx: DatabaseTransaction,
  told: { readonly id: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable("apiKey")
    .set({ endedAt: told.at, endedBy: told.by })
    .where("id", "=", told.id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** True if another key has the name. */
export function isApiKeyNameTaken(error: unknown): boolean {
  return databaseFault(error)?.constraint === "api_key_name";
}
