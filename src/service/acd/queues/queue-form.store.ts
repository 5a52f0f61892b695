import { sql } from "kysely";
import type { z } from "zod";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { agentFormSchema, queueFormSchema } from "./contract.ts";
import { AGENTS_MAX, QUEUES_MAX } from "./queue-rules.ts";

/** The form of a queue. */
export type QueueForm = z.infer<typeof queueFormSchema>;
/** The form of an agent. */
export type AgentForm = z.infer<typeof agentFormSchema>;

/** All queues of the transaction's tenant by name. */
export async function listQueues(trx: DatabaseTransaction) {
  return trx
    .selectFrom("queue")
    .select(["id", "name", "isOpen", "rules", "version"])
    .select(
      sql<number>`(select count(*) from agent_queue q join agent a on a.id = q.agent_id and a.ended_at is null
        where q.queue_id = queue.id)::int`.as("agents"),
    )
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(QUEUES_MAX)
    .execute();
}

/** The queues of the transaction's tenant, for the choices of flows and other settings. */
export async function queueNames(
  trx: DatabaseTransaction,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return trx
    .selectFrom("queue")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(QUEUES_MAX)
    .execute();
}

/** All agents of the transaction's tenant by name, with their current state. */
export async function listAgents(trx: DatabaseTransaction) {
  return trx
    .selectFrom("agent as a")
    .leftJoin("agentStatus as s", "s.agentId", "a.id")
    .leftJoin("pauseReason as r", (join) => join.on(sql`r.id::text`, "=", sql.ref("s.reason")))
    .leftJoin("person as u", "u.id", "a.personId")
    .select(["a.id", "a.name", "a.homePhoneId", "a.skills", "a.version", "s.state", "s.phoneId", "s.since"])
    .select(["a.personId", "u.name as personName", "a.awaitedEmailKey as awaitedEmail", "a.deskNumber"])
    .select((eb) => eb.fn.coalesce("r.name", "s.reason").as("reason"))
    .select(
      sql<readonly { queueId: string; tier: number }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('queueId', q.queue_id, 'tier', q.tier) order by q.tier, q.queue_id)
        from agent_queue q join queue u on u.id = q.queue_id and u.ended_at is null where q.agent_id = a.id), '[]')`.as(
        "queues",
      ),
    )
    .where("a.endedAt", "is", null)
    .orderBy("a.name")
    .limit(AGENTS_MAX)
    .execute();
}

/** Whether another queue or agent is within the limit; an advisory lock keeps other transactions from adding one. */
export async function hasRoomFor(
  trx: DatabaseTransaction,
  table: "queue" | "agent",
  tenantId: string,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${table} ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count < (table === "queue" ? QUEUES_MAX : AGENTS_MAX);
}

/** The number of queues of the transaction's tenant created since, including ended ones, counted up to `most`. */
export async function countQueuesSince(
  trx: DatabaseTransaction,
  { since, most }: { readonly since: Date; readonly most: number },
): Promise<number> {
  const made = trx.selectFrom("queue").select("id").where("createdAt", ">", since).limit(most);
  const { count } = await trx
    .selectFrom(made.as("made"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether all of these are queues of the transaction's tenant that have not ended; locked until the transaction ends. */
export async function areQueues(trx: DatabaseTransaction, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return true;
  const found = await trx
    .selectFrom("queue")
    .select("id")
    .where("id", "in", wanted)
    .where("endedAt", "is", null)
    .orderBy("id")
    .forShare()
    .execute();
  return found.length === wanted.length;
}

/** Whether this is a phone of the transaction's tenant. */
export async function isPhone(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const found = await trx.selectFrom("phone").select("id").where("id", "=", id).where("endedAt", "is", null).execute();
  return found.length === 1;
}

/** Adds a queue. */
export async function insertQueue(
  trx: DatabaseTransaction,
  queue: QueueForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  await trx
    .insertInto("queue")
    .values({ ...queue, rules: JSON.stringify(queue.rules) })
    .execute();
}

/** The row and the version that was read; the conditional update decides. */
interface AtVersion {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Updates a queue over the version that was read; false when another person changed it first, or it does not exist. */
export async function updateQueue(trx: DatabaseTransaction, queue: QueueForm & AtVersion): Promise<boolean> {
  const { id, expectedVersion, name, isOpen, rules } = queue;
  const { numUpdatedRows } = await trx
    .updateTable("queue")
    .set({ name, isOpen, rules: JSON.stringify(rules), version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A queue that has not ended, with its version; undefined when it does not exist. */
export async function findQueue(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("queue")
    .select(["id", "name", "isOpen", "rules", "version"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

/** Whether a queue exists; locks it, so that it is not ended and gets no new references until the transaction ends. */
export async function holdQueue(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const held = await trx
    .selectFrom("queue")
    .select("id")
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .execute();
  return held.length === 1;
}

/** Whether a queue or an agent exists and has not ended. */
export async function isThere(trx: DatabaseTransaction, table: "queue" | "agent", id: string): Promise<boolean> {
  const found = await trx.selectFrom(table).select("id").where("id", "=", id).where("endedAt", "is", null).execute();
  return found.length === 1;
}

/** Ends a queue or an agent; false when it does not exist. */
export async function endOne(
  trx: DatabaseTransaction,
  table: "queue" | "agent",
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable(table)
    .set((eb) => ({ endedAt: at, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Adds an agent with their queues. */
export async function insertAgent(
  trx: DatabaseTransaction,
  agent: AgentForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  const { id, tenantId, name, homePhoneId, skills, createdAt } = agent;
  await trx
    .insertInto("agent")
    .values({ id, tenantId, name, homePhoneId, skills: JSON.stringify(skills), createdAt })
    .execute();
  await serve(trx, agent);
}

/** Updates an agent over the version that was read; false when another person changed it first, or it does not exist. */
export async function updateAgent(
  trx: DatabaseTransaction,
  agent: AgentForm & AtVersion & { readonly tenantId: string },
): Promise<boolean> {
  const { id, expectedVersion, name, homePhoneId, skills } = agent;
  const { numUpdatedRows } = await trx
    .updateTable("agent")
    .set({ name, homePhoneId, skills: JSON.stringify(skills), version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await trx.deleteFrom("agentQueue").where("agentId", "=", id).execute();
  await serve(trx, agent);
  return true;
}

async function serve(
  trx: DatabaseTransaction,
  { id, tenantId, queues }: Pick<AgentForm, "queues"> & { readonly id: string; readonly tenantId: string },
): Promise<void> {
  const tiers = new Map(queues.map(({ queueId, tier }) => [queueId, tier]));
  if (tiers.size === 0) return;
  const rows = [...tiers].map(([queueId, tier]) => ({ agentId: id, queueId, tenantId, tier }));
  await trx.insertInto("agentQueue").values(rows).execute();
}
