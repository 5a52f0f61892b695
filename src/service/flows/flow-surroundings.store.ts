import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { promptsLock, SPOKEN_LANGUAGES, shippedSentences } from "../prompts/index.ts";
import type { FlowLanguage } from "./contract.ts";
import type { FlowSurroundings } from "./finding.shared.ts";
import { loadNamedHours } from "./named-hours.store.ts";

/** A queue as flows name it. */
export interface QueueName {
  readonly id: string;
  readonly name: string;
}

/** Tells the queues of the transaction's tenant; handed in by the process. */
export type QueueNames = (trx: DatabaseTransaction) => Promise<readonly QueueName[]>;

/** The recordings of a tenant's own, with what is said in them. */
export async function ownPrompts(trx: DatabaseTransaction) {
  const rows = await trx.selectFrom("promptUpload").select(["name", "language", "words"]).orderBy("name").execute();
  return rows.map((row) => ({ ...row, language: row.language as FlowLanguage }));
}

/** What a flow of the tenant may speak of now: what ships, his own recordings, his queues, his named hours. */
export async function surroundingsNow(trx: DatabaseTransaction, queueNames: QueueNames): Promise<FlowSurroundings> {
  const prompts = new Map<string, Set<string>>(shippedSentences().map((name) => [name, new Set(SPOKEN_LANGUAGES)]));
  for (const { name, language } of await ownPrompts(trx)) {
    prompts.set(name, (prompts.get(name) ?? new Set()).add(language));
  }
  const [queues, hours] = [await queueNames(trx), await loadNamedHours(trx)];
  return { prompts, queues: new Set(queues.map(({ id }) => id)), hours: new Set(hours.map(({ id }) => id)) };
}

/** Holds what recordings a tenant has until the transaction ends: what a version plays must not go while it is published. */
export async function lockPrompts(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${promptsLock(tenantId)}, 0))`.execute(trx);
}
