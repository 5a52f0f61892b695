import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { WebhookEvent } from "./webhook-event.ts";

/**
 * Orders the delivery of an event to the endpoints of the transaction's call centre, in the transaction of the fact. Modules with thousands of facts call
 * the database function `enqueue_webhook_deliveries` in the statement that writes them.
 */
export async function publishWebhookEvent(trx: DatabaseTransaction, event: WebhookEvent): Promise<void> {
  const { wish, kind, id, subjectId, atMs, about, chosen, once } = event;
  await sql`select enqueue_webhook_deliveries(${wish}, ${kind}, ${id}::uuid, ${subjectId}::uuid, ${new Date(atMs)}::timestamptz, ${JSON.stringify(about)},
    ${chosen === undefined ? null : [...chosen]}::uuid[], ${once ?? null})`.execute(trx);
}
