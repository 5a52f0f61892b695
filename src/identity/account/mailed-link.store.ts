import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { LinkPurpose } from "./mailed-link.ts";

/** A mailed link. */
export interface NewLink {
  readonly tokenSha256: Buffer;
  readonly purpose: LinkPurpose;
  readonly personId: string;
  /** The address to which it was mailed. */
  readonly email: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Adds a link; an existing one is unchanged. */
export async function insertLink(trx: DatabaseTransaction, link: NewLink): Promise<void> {
  await trx
    .insertInto("oneTimeLink")
    .values(link)
    .onConflict((conflict) => conflict.column("tokenSha256").doNothing())
    .execute();
}

/** The link of a token with its person, whether still valid or not. */
export async function findLink(db: Database | DatabaseTransaction, tokenSha256: Buffer) {
  const row = await db
    .selectFrom("oneTimeLink as l")
    .innerJoin("person as p", "p.id", "l.personId")
    .select(["l.purpose", "l.usedAt", "l.expiresAt", "l.email as sentTo"])
    .select(["p.id as personId", "p.name", "p.email", "p.emailKey", "p.locale", "p.disabledAt"])
    .where("l.tokenSha256", "=", tokenSha256)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, isUsed: row.usedAt !== null, expiresAtMs: row.expiresAt.getTime() };
}

/** Consumes a link; false if it was used concurrently or has expired. */
export async function spendLink(trx: DatabaseTransaction, tokenSha256: Buffer, now: Date): Promise<boolean> {
  const spent = await trx
    .updateTable("oneTimeLink")
    .set({ usedAt: now })
    .where("tokenSha256", "=", tokenSha256)
    .where("usedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}

/** Ends a person's open links of these purposes. */
export async function endLinks(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly purposes: readonly LinkPurpose[]; readonly now: Date },
): Promise<number> {
  const ended = await trx
    .updateTable("oneTimeLink")
    .set({ usedAt: options.now })
    .where("personId", "=", options.personId)
    .where("purpose", "in", [...options.purposes])
    .where("usedAt", "is", null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** The address of a person's pending change, while its link is open. */
export async function findPendingEmail(db: Database, personId: string, now: Date) {
  return db
    .selectFrom("oneTimeLink")
    .select(["email", "expiresAt"])
    .where("personId", "=", personId)
    .where("purpose", "=", "change-email")
    .where("usedAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Serialises transactions that send links to an address, so that the limit is exact. */
export async function lockAddress(trx: DatabaseTransaction, address: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`link mails ${address.toLowerCase()}`}, 0))`.execute(trx);
}
