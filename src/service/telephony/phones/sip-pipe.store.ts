import type { Database } from "../../../platform/database/index.ts";

/** The port of this machine where the newest switch takes SIP of browsers; undefined where none does. */
export async function webSocketPortOf(db: Database): Promise<number | undefined> {
  const run = await db
    .selectFrom("switchRun")
    .select("wsPort")
    .where("endedAt", "is", null)
    .where("wsPort", "is not", null)
    .orderBy("startedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return run?.wsPort ?? undefined;
}
