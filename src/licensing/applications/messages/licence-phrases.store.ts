import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Most sentences of one requirement, of one officer and of the team; the oldest gives way. */
export const PHRASES_MAX = 12;

/** A kept sentence. */
export interface Phrase {
  readonly requirement: string;
  readonly note: string;
  readonly remedy: string;
  readonly rule: string;
  readonly isShared: boolean;
}

/** The sentences of a requirement that an officer may use: his own and the team's, each newest first. */
export async function listPhrases(db: Database, asked: { readonly personId: string; readonly requirement: string }) {
  const { personId, requirement } = asked;
  return db
    .selectFrom("licencePhrase as f")
    .innerJoin("person as p", "p.id", "f.personId")
    .select(["f.id", "f.note", "f.remedy", "f.rule", "f.isShared", "f.personId", "p.name as by"])
    .where("f.requirement", "=", requirement)
    .where((eb) => eb.or([eb("f.isShared", "=", true), eb("f.personId", "=", personId)]))
    .orderBy("f.isShared")
    .orderBy("f.keptAt", "desc")
    .orderBy("f.id")
    .limit(PHRASES_MAX * 2)
    .execute();
}

/** Keeps a sentence in front; the same note comes once, as it was written last, and only so many are kept. */
export async function keepPhrase(
  trx: DatabaseTransaction,
  kept: Phrase & { readonly id: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  const { at, ...row } = kept;
  const { personId, requirement, note, remedy, rule, isShared } = kept;
  // One officer after another: two windows never keep one sentence twice, nor one too many.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`licence-phrase ${isShared ? "" : personId} ${requirement}`}, 0))`.execute(
    trx,
  );
  const shelf = sql<boolean>`requirement = ${requirement} and is_shared = ${isShared}
    and (is_shared or person_id = ${personId}::uuid)`;
  const again = await trx
    .updateTable("licencePhrase")
    .set({ remedy, rule, keptAt: at, personId })
    .where(shelf)
    .where("note", "=", note)
    .executeTakeFirst();
  if (again.numUpdatedRows === 0n)
    await trx
      .insertInto("licencePhrase")
      .values({ ...row, keptAt: at })
      .execute();
  await sql`delete from licence_phrase where id in (
    select id from licence_phrase where ${shelf} order by kept_at desc, id desc offset ${PHRASES_MAX})`.execute(trx);
}

/** Lets go of a sentence: of one's own, or where `mayDropShared` of any of the team's. False when there is none such. */
export async function dropPhrase(
  db: Database,
  dropped: { readonly id: string; readonly personId: string; readonly mayDropShared: boolean },
): Promise<boolean> {
  const { id, personId, mayDropShared } = dropped;
  const result = await db
    .deleteFrom("licencePhrase")
    .where("id", "=", id)
    .where((eb) => eb.or([eb("personId", "=", personId), eb.and([eb("isShared", "=", true), eb.lit(mayDropShared)])]))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
