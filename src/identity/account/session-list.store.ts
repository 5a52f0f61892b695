import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

const SESSIONS_MAX = 50;

/** A person's open sessions, last used first. */
export async function listSessions(db: Database, personId: string, now: Date) {
  return db
    .selectFrom("session")
    .select(["id", "userAgent", "createdAt", "lastSeenAt"])
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("lastSeenAt", "desc")
    .orderBy("id", "desc")
    .limit(SESSIONS_MAX)
    .execute();
}

/** Ends a person's sessions: the one with `id`, all but `exceptId`, or all. Returns the number of ended ones. */
export async function endSessions(
  trx: DatabaseTransaction,
  options: { readonly personId: string; readonly id?: string; readonly exceptId?: string; readonly now: Date },
): Promise<number> {
  const { personId, id, exceptId, now } = options;
  let ending = trx
    .updateTable("session")
    .set({ endedAt: now })
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .where("expiresAt", ">", now);
  if (id !== undefined) ending = ending.where("id", "=", id);
  if (exceptId !== undefined) ending = ending.where("id", "!=", exceptId);
  return Number((await ending.executeTakeFirst()).numUpdatedRows);
}
