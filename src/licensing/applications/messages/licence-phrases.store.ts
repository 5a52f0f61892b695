import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Maximum number of phrases per requirement, for one officer and for the team; the oldest is deleted. */
export const PHRASES_MAX = 12;

/** A saved phrase. */
export interface Phrase {
  readonly requirement: string;
  readonly note: string;
  readonly remedy: string;
  readonly rule: string;
  readonly isShared: boolean;
}

/** The phrases of a requirement that an officer may use: their own and the team's, each newest first. */
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

/** Saves a phrase as the newest; the same note is stored once, in its last wording, and the number of phrases is limited. */
export async function keepPhrase(
  trx: DatabaseTransaction,
  kept: Phrase & { readonly id: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  const { at, ...row } = kept;
  const { personId, requirement, note, remedy, rule, isShared } = kept;
  // Serialises saves by an advisory lock: concurrent saves neither duplicate a phrase nor exceed the limit.
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

/** Deletes a phrase: an own one or, with `mayDropShared`, any of the team's. False if there is none. */
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
