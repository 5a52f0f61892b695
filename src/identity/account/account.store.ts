import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { emailKey } from "../people.store.ts";

/** A person for their account screen. */
export async function findAccount(db: Database | DatabaseTransaction, personId: string) {
  return db
    .selectFrom("person as p")
    .leftJoin("secondFactor as f", (join) => join.onRef("f.personId", "=", "p.id").on("f.confirmedAt", "is not", null))
    .select(["p.name", "p.email", "p.locale", "p.passwordHash", "p.emailConfirmedAt", "p.isDemo"])
    .select("f.confirmedAt as enrolledAt")
    .select(
      sql<number>`(select count(*) from recovery_code r where r.person_id = p.id and r.used_at is null)`.as(
        "recoveryCodesLeft",
      ),
    )
    .where("p.id", "=", personId)
    .executeTakeFirst();
}

/** True if an address belongs to a person. */
export async function isEmailTaken(trx: DatabaseTransaction, email: string): Promise<boolean> {
  const row = await trx.selectFrom("person").select("id").where("emailKey", "=", emailKey(email)).executeTakeFirst();
  return row !== undefined;
}

/** Confirms the person's address if it is still this one; false if it has changed. */
export async function markEmailConfirmed(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly emailKey: string; readonly now: Date },
): Promise<boolean> {
  const marked = await trx
    .updateTable("person")
    .set((eb) => ({ emailConfirmedAt: eb.fn.coalesce("emailConfirmedAt", eb.val(options.now)) }))
    .where("id", "=", options.personId)
    .where("emailKey", "=", options.emailKey)
    .executeTakeFirst();
  return marked.numUpdatedRows === 1n;
}

/** Sets another, confirmed address; false if it belongs to another person. */
export async function changeEmail(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly email: string; readonly now: Date },
): Promise<boolean> {
  const { personId, email, now } = options;
  const changed =
    await sql`update person set email = ${email}, email_key = ${emailKey(email)}, email_confirmed_at = ${now}
    where id = ${personId} and not exists (select 1 from person other where other.email_key = ${emailKey(email)})`
      .execute(trx)
      .catch((error: unknown) => {
        if (isUniqueViolation(error)) return { numAffectedRows: 0n };
        throw error;
      });
  return changed.numAffectedRows === 1n;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

/** Updates a person's name and language. */
export async function updateProfile(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly name: string; readonly locale: "id" | "en" },
): Promise<void> {
  const { personId, name, locale } = options;
  await trx.updateTable("person").set({ name, locale }).where("id", "=", personId).execute();
}

/** Sets a person's password. */
export async function setPassword(trx: DatabaseTransaction, personId: string, passwordHash: string): Promise<void> {
  await trx.updateTable("person").set({ passwordHash }).where("id", "=", personId).execute();
}

/** Words that a person's password must not consist of: their name, address and companies. */
export async function ownWordsOf(db: Database, personId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("person as p")
    .leftJoin("membership as m", (join) => join.onRef("m.personId", "=", "p.id").on("m.endedAt", "is", null))
    .leftJoin("organisation as o", "o.id", "m.organisationId")
    .select(["p.name", "p.email", "o.name as company"])
    .where("p.id", "=", personId)
    .limit(20)
    .execute();
  return [
    ...new Set(rows.flatMap(({ name, email, company }) => [name, email, ...(company === null ? [] : [company])])),
  ];
}
