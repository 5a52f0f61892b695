import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { lockMessages } from "../delivery/settle-parts.store.ts";

/**
 * Releases a message that was held at acceptance; false when it has ended or was released before. A held message is due no earlier than the end of its
 * validity, so that no process has to remember it: without a release it expires unsent.
 */
export async function releaseMessage(
  trx: DatabaseTransaction,
  { id, nowMs, validUntilMs }: { readonly id: string; readonly nowMs: number; readonly validUntilMs: number },
): Promise<boolean> {
  const message = (await lockMessages(trx, [id])).get(id);
  const isOpen = message?.parts.every(({ state, validUntil }) => state === "waiting" && validUntil.getTime() > nowMs);
  if (isOpen !== true) return false;
  const [now, until] = [new Date(nowMs), new Date(validUntilMs)];
  const { rows } = await sql<{ readonly released: number }>`
    with parts as (
      update sms_segment set due_at = ${now}::timestamptz, valid_until = ${until}::timestamptz
      where message_id = ${id}::uuid and state = 'waiting' and due_at >= valid_until returning 1),
    message as (
      update sms_message set valid_until = ${until}::timestamptz where id = ${id}::uuid and exists (select from parts))
    select count(*)::int as released from parts`.execute(trx);
  return (rows[0]?.released ?? 0) > 0;
}
