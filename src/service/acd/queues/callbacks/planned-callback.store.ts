import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { QUEUES_MAX } from "../queue-rules.ts";
import type { PlanState } from "./planned-callback.ts";

const PAGE = 50;
/** The maximum of open callbacks of one agent. */
const OPEN_MAX = 200;

/** Queues that have not ended, by name, each with whether an agent serves it. */
export async function queuesToChoose(trx: DatabaseTransaction, agentId: string | null) {
  return trx
    .selectFrom("queue as q")
    .select(["q.id", "q.name"])
    .select(
      sql<boolean>`exists (select from agent_queue s where s.queue_id = q.id and s.agent_id = ${agentId}::uuid)`.as(
        "isServed",
      ),
    )
    .where("q.endedAt", "is", null)
    .orderBy("q.name")
    .orderBy("q.id")
    .limit(QUEUES_MAX)
    .execute();
}

/** Whether an agent may have one more open callback. */
export async function hasRoomForPlan(trx: DatabaseTransaction, agentId: string): Promise<boolean> {
  const { count } = await trx
    .selectFrom("plannedCallback")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("agentId", "=", agentId)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < OPEN_MAX;
}

/** A callback to be scheduled or changed. */
interface PlanRow {
  readonly id: string;
  readonly number: string;
  readonly queueId: string;
  readonly isOwn: boolean;
  readonly note: string;
  readonly dueAt: Date;
  readonly triesMax: number;
}

/** Stores a callback; throws when its number has one already (`planned_callback_number`). Returns whether the id belongs to this agent. */
export async function insertPlan(
  trx: DatabaseTransaction,
  plan: PlanRow & {
    readonly tenantId: string;
    readonly agentId: string;
    readonly called: string;
    readonly fromContactId: string;
    readonly at: Date;
  },
): Promise<"kept" | "was-kept" | "id-taken"> {
  const { at, ...row } = plan;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("plannedCallback")
    .values({ ...row, createdAt: at, changedAt: at })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return "kept";
  const before = await lockPlan(trx, plan.id);
  return before?.agentId === plan.agentId && before.fromContactId === plan.fromContactId ? "was-kept" : "id-taken";
}

/** A callback, locked until the transaction ends. */
export async function lockPlan(trx: DatabaseTransaction, id: string) {
  const row = await trx
    .selectFrom("plannedCallback")
    .select(["id", "agentId", "number", "called", "state", "version", "fromContactId", "tries"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, state: row.state as PlanState };
}

/** Changes a locked callback. */
export async function changePlan(
  trx: DatabaseTransaction,
  { id, at, ...change }: PlanRow & { readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({ ...change, changedAt: at, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Cancels a locked callback. */
export async function cancelPlan(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({ state: "cancelled", endedAt: at, changedAt: at, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** The filter of a list of callbacks. */
export interface PlannedCallbackQuery {
  /** Only those of this agent; null for all. */
  readonly agentId: string | null;
  readonly when: "open" | "over";
  /** The `next` of the previous page; null for the first. */
  readonly after: string | null;
}

/** Scheduled callbacks: open ones by their due time, ended ones by their end, newest first. */
export async function listPlans(trx: DatabaseTransaction, { agentId, when, after }: PlannedCallbackQuery) {
  const isOpen = when === "open";
  const [atText, id] = after?.split("_") ?? [];
  const from = atText === undefined ? null : new Date(atText);
  let found = trx
    .selectFrom("plannedCallback as p")
    .innerJoin("queue as q", "q.id", "p.queueId")
    .leftJoin("agent as a", "a.id", "p.agentId")
    .leftJoin("widget as w", "w.id", "p.widgetId")
    .select(["p.id", "p.number", "p.queueId", "q.name as queueName", "p.agentId", "a.name as agentName", "p.isOwn"])
    .select("w.name as widgetName")
    .select(["p.note", "p.dueAt", "p.tries", "p.triesMax", "p.state", "p.contactId", "p.endedAt", "p.version"]);
  if (agentId !== null) found = found.where("p.agentId", "=", agentId);
  found = isOpen
    ? found
        .where("p.endedAt", "is", null)
        .$if(from !== null, (all) => all.where(sql<boolean>`(p.due_at, p.id) > (${from}::timestamptz, ${id}::uuid)`))
        .orderBy("p.dueAt")
        .orderBy("p.id")
    : found
        .where("p.endedAt", "is not", null)
        .$if(from !== null, (all) => all.where(sql<boolean>`(p.ended_at, p.id) < (${from}::timestamptz, ${id}::uuid)`))
        .orderBy("p.endedAt", "desc")
        .orderBy("p.id", "desc");
  const rows = await found.limit(PAGE + 1).execute();
  const items = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? items.at(-1) : undefined;
  const lastAt = isOpen ? last?.dueAt : last?.endedAt;
  return {
    items: items.map((row) => ({ ...row, state: row.state as PlanState })),
    next: last === undefined || !lastAt ? null : `${lastAt.toISOString()}_${last.id}`,
  };
}

/** The schedule of a contact that is a callback; null for any other contact. */
export async function planOf(trx: DatabaseTransaction, contactId: string) {
  const plan = await trx
    .selectFrom("plannedCallback as p")
    .leftJoin("agent as a", "a.id", "p.agentId")
    .leftJoin("widget as w", "w.id", "p.widgetId")
    .select(["a.name as agentName", "w.name as widgetName", "p.dueAt", "p.note", "p.tries"])
    .where("p.contactId", "=", contactId)
    .executeTakeFirst();
  return plan === undefined ? null : { ...plan, dueAt: plan.dueAt.toISOString() };
}
