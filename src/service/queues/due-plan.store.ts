import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { afterTry } from "./planned-callback.ts";
import type { ContactOutcome } from "./queue-event.ts";

/** Callbacks whose time has come that are taken in one look at the most. */
const TAKEN_MAX = 20;

/** A callback whose time has come, as its floor takes it. */
export interface DuePlan {
  readonly contactId: string;
  readonly queueId: string;
  /** The agent it was promised for; null for anybody of the queue. */
  readonly agentId: string | null;
  readonly number: string;
  readonly called: string;
}

/**
 * Callbacks of the transaction's tenant whose time has come and that are on no floor yet. Each gets the id of this try's contact here, in the
 * transaction that has renewed the lease: a floor that takes it writes it down under that id once, and one that died first leaves it to the next.
 * A number that is being called back already waits for that to be over.
 */
export async function takeDuePlans(
  trx: DatabaseTransaction,
  { now, nextId }: { readonly now: Date; readonly nextId: () => string },
): Promise<readonly DuePlan[]> {
  const found = await trx
    .selectFrom("plannedCallback as p")
    .innerJoin("queue as q", "q.id", "p.queueId")
    .select(["p.id", "q.endedAt"])
    .where("p.state", "=", "planned")
    .where("p.endedAt", "is", null)
    .where("p.dueAt", "<=", now)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("queueCallback as b")
            .select("b.contactId")
            .whereRef("b.numberKey", "=", "p.numberKey")
            .where("b.closedAt", "is", null),
        ),
      ),
    )
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
  return waitingPlans(trx);
}

async function waitingPlans(trx: DatabaseTransaction): Promise<readonly DuePlan[]> {
  const rows = await trx
    .selectFrom("plannedCallback as p")
    .select(["p.contactId", "p.queueId", "p.agentId", "p.isOwn", "p.number", "p.called"])
    .where("p.state", "=", "due")
    .where("p.endedAt", "is", null)
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
  return rows.flatMap(({ contactId, isOwn, agentId, ...plan }) =>
    contactId === null ? [] : [{ ...plan, contactId, agentId: isOwn ? agentId : null }],
  );
}

/** Writes back what became of a try, in the transaction that closes its callback; others' callbacks are left alone. */
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
  // Written by this program from an outcome of a contact.
  const next = afterTry({ ...plan, isDialled: plan.dialledAt !== null }, outcome as ContactOutcome, atMs);
  const at = new Date(atMs);
  await trx
    .updateTable("plannedCallback")
    .set((eb) => ({
      ...{ state: next.state, tries: next.tries, changedAt: at, version: eb("version", "+", 1) },
      ...(next.state === "planned" ? { dueAt: new Date(next.dueAtMs) } : { endedAt: at }),
    }))
    .where("id", "=", plan.id)
    .execute();
}
