import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { WebhookEvent } from "./webhook-event.ts";

/**
 * Orders that addresses of the transaction's call centre are told of an event, in the transaction of the fact. Rooms whose facts come by
 * the thousand ask the database's `enqueue_webhook_deliveries` by the statement that writes the fact.
 */
export async function publishWebhookEvent(trx: DatabaseTransaction, event: WebhookEvent): Promise<void> {
  const { wish, kind, id, subjectId, atMs, about, chosen, once } = event;
  await sql`select enqueue_webhook_deliveries(${wish}, ${kind}, ${id}::uuid, ${subjectId}::uuid, ${new Date(atMs)}::timestamptz, ${JSON.stringify(about)},
    ${chosen === undefined ? null : [...chosen]}::uuid[], ${once ?? null})`.execute(trx);
}
