import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { AGENTS_MAX, type AgentProfile, QUEUES_MAX } from "../queue-rules.ts";

/** A queue as stored. */
export interface StoredQueue {
  readonly id: string;
  readonly rules: unknown;
  readonly isOpen: boolean;
  readonly version: number;
}

/** An agent as stored, with the agent's usual phone. */
export interface StoredAgentProfile {
  readonly profile: AgentProfile;
  readonly homePhoneId: string | null;
  readonly version: number;
}

/**
 * A number that changes whenever a queue or an agent of the transaction's tenant changes: it is computed from their ids and versions. Zero when there has
 * never been a queue.
 */
export async function configMark(trx: DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{ readonly mark: number }>`
    select mark from config_versions(array[current_tenant()])`.execute(trx);
  return rows[0]?.mark ?? 0;
}

/** All queues of the transaction's tenant that have not ended. */
export async function listStoredQueues(trx: DatabaseTransaction): Promise<readonly StoredQueue[]> {
  return trx
    .selectFrom("queue")
    .select(["id", "rules", "isOpen", "version"])
    .where("endedAt", "is", null)
    .orderBy("createdAt")
    .limit(QUEUES_MAX)
    .execute();
}

/** All agents of the transaction's tenant who have not ended, with the queues they serve. */
export async function listStoredProfiles(trx: DatabaseTransaction): Promise<readonly StoredAgentProfile[]> {
  const rows = await trx
    .selectFrom("agent")
    .select(["id", "skills", "homePhoneId", "version"])
    .select(
      sql<readonly { queueId: string; tier: number }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('queueId', q.queue_id, 'tier', q.tier) order by q.queue_id)
        from agent_queue q where q.agent_id = agent.id), '[]')`.as("queues"),
    )
    .where("endedAt", "is", null)
    .orderBy("createdAt")
    .limit(AGENTS_MAX)
    .execute();
  return rows.map(({ id, skills, queues, homePhoneId, version }) => ({
    profile: { id, queues, skills: skills as Readonly<Record<string, number>> },
    homePhoneId,
    version,
  }));
}
