import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** Current state of an application's call order; undefined for a call without an order, or once the order is purged. */
export async function findOrder(trx: DatabaseTransaction, callId: string) {
  return trx
    .selectFrom("apiCall")
    .select(["fromCode", "toKind", "toAddress", "voiceUrl", "fallbackUrl", "state", "refusal"])
    .select(["createdAt", "begunAt", "doneAt"])
    .where("callId", "=", callId)
    .executeTakeFirst();
}

/** Tests whether the transaction's call centre has events or a CDR of this call. */
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
