import type { Database } from "../../../platform/database/index.ts";

/** The local port where the newest switch accepts SIP of browsers; undefined without one. */
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
