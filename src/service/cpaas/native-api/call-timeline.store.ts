import type { DatabaseTransaction } from "../../../platform/database/index.ts";

const MOST = 200;

/** Extensions of the phones of the transaction's call centre, by phone id. */
export async function extensionsOf(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await trx.selectFrom("phone").select(["id", "extension"]).where("id", "in", ids).limit(MOST).execute();
  return new Map(rows.map(({ id, extension }) => [id, extension]));
}

/** Recordings of a call that are not deleted, oldest first. */
export async function recordingIdsOf(trx: DatabaseTransaction, callId: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("recording")
    .select("id")
    .where("callId", "=", callId)
    .where("state", "<>", "deleted")
    .orderBy("beganAt")
    .orderBy("id")
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}
