import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { ContactOutcome } from "../routing/queue-event.ts";
import { afterTry } from "./planned-callback.ts";

/** The maximum of due callbacks that one sweep takes. */
const TAKEN_MAX = 20;

/** A due callback for its ACD instance. */
export interface DuePlan {
  readonly contactId: string;
  readonly queueId: string;
  /** The agent who scheduled it for themselves; null for any agent of the queue. */
  readonly agentId: string | null;
  readonly number: string;
  readonly called: string;
}

/**
 * Due callbacks of the transaction's tenant that are not in the ACD state yet. Each gets the contact id of this attempt here, in the transaction that has
 * renewed the lease: an instance stores it under that id once, and one that died before leaves it to the next owner. A number with a callback in progress
 * waits until that ends, and a callback whose queue is unavailable waits for its queue: neither blocks others.
 */
export async function takeDuePlans(
  trx: DatabaseTransaction,
  asked: {
    readonly now: Date;
    readonly nextId: () => string;
    /** The queues of the state that accept contacts. */
    readonly queueIds: readonly string[];
  },
): Promise<readonly DuePlan[]> {
  const { now, nextId, queueIds } = asked;
  const found = await trx
    .selectFrom("plannedCallback as p")
    .innerJoin("queue as q", "q.id", "p.queueId")
    .select(["p.id", "q.endedAt"])
    .where("p.state", "=", "planned")
    .where("p.endedAt", "is", null)
    .where("p.dueAt", "<=", now)
    .where(canBeTaken(queueIds))
    .orderBy("p.dueAt")
    .limit(TAKEN_MAX)
    .forUpdate("p")
    .skipLocked()
    .execute();
  for (const { id, endedAt } of found) {
    const change = endedAt === null ? { state: "due", contactId: nextId() } : { state: "queue-gone", endedAt: now };
    await trx
      .updateTable("plannedCallback")
      .set((eb) => ({ ...change, version: eb("version", "+", 1), changedAt: now }))
      .where("id", "=", id)
      .execute();
  }
  return waitingPlans(trx, { now, queueIds });
}

/** No callback to the number is in progress, and its queue is available or has ended, which is recorded. */
function canBeTaken(queueIds: readonly string[]) {
  return sql<boolean>`(q.ended_at is not null or q.id = any (${queueIds}::uuid[])) and not exists (
    select from queue_callback b where b.number_key = p.number_key and b.closed_at is null)`;
}

async function waitingPlans(
  trx: DatabaseTransaction,
  { now, queueIds }: { readonly now: Date; readonly queueIds: readonly string[] },
): Promise<readonly DuePlan[]> {
  const rows = await trx
    .selectFrom("plannedCallback as p")
    .innerJoin("queue as q", "q.id", "p.queueId")
    .select(["p.id", "q.endedAt", "p.contactId", "p.queueId", "p.agentId", "p.isOwn", "p.number", "p.called"])
    .where("p.state", "=", "due")
    .where("p.endedAt", "is", null)
    .where(canBeTaken(queueIds))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("queueCallback as b").select("b.contactId").whereRef("b.contactId", "=", "p.contactId"),
        ),
      ),
    )
    .orderBy("p.dueAt")
    .limit(TAKEN_MAX)
    .execute();
  const gone = rows.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id);
  if (gone.length > 0)
    await trx
      .updateTable("plannedCallback")
      .set((eb) => ({ state: "queue-gone", endedAt: now, changedAt: now, version: eb("version", "+", 1) }))
      .where("id", "in", gone)
      .execute();
  return rows.flatMap(({ endedAt, contactId, queueId, number, called, isOwn, agentId }) =>
    contactId === null || endedAt !== null
      ? []
      : [{ contactId, queueId, number, called, agentId: isOwn ? agentId : null }],
  );
}

/** Stores the result of an attempt, in the transaction that closes its callback; other callbacks do not change. */
export async function settlePlan(
  trx: DatabaseTransaction,
  { contactId, outcome, atMs }: { readonly contactId: string; readonly outcome: string; readonly atMs: number },
): Promise<void> {
  const plan = await trx
    .selectFrom("plannedCallback as p")
    .innerJoin("queueCallback as b", "b.contactId", "p.contactId")
    .select(["p.id", "p.tries", "p.triesMax", "b.dialledAt"])
    .where("p.contactId", "=", contactId)
    .where("p.state", "=", "due")
    .forUpdate("p")
    .executeTakeFirst();
  if (plan === undefined) return;
  // The value was written from an outcome of a contact.
  const next = afterTry({ ...plan, isDialled: plan.dialledAt !== null }, outcome as ContactOutcome, atMs);
  const at = new Date(atMs);
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({
      state: next.state,
      tries: next.tries,
      changedAt: at,
      version: eb("version", "+", 1),
      ...(next.state === "planned" ? { dueAt: new Date(next.dueAtMs) } : { endedAt: at }),
    }))
    .where("id", "=", plan.id)
    .execute();
}
