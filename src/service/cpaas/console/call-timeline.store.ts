import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** What an application ordered, as it stands; undefined for a call that nobody ordered, or whose order is forgotten. */
export async function findOrder(trx: DatabaseTransaction, callId: string) {
  return trx
    .selectFrom("apiCall")
    .select(["fromCode", "toKind", "toAddress", "voiceUrl", "fallbackUrl", "state", "refusal"])
    .select(["createdAt", "begunAt", "doneAt"])
    .where("callId", "=", callId)
    .executeTakeFirst();
}

/** Whether the transaction's call centre has a call of this id in its events or records. */
export async function isCallThere(trx: DatabaseTransaction, callId: string): Promise<boolean> {
  const ended = await trx.selectFrom("cdr").select("callId").where("callId", "=", callId).executeTakeFirst();
  if (ended !== undefined) return true;
  const event = await trx
    .selectFrom("callEvent")
    .select("callId")
    .where("callId", "=", callId)
    .limit(1)
    .executeTakeFirst();
  return event !== undefined;
}
