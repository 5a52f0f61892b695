import { sql } from "kysely";
import type { Clock, IdSource } from "../../kernel/index.ts";
import { type Database, type DatabaseTransaction, PREPARED } from "../database/index.ts";

/** Work to do after commit: its kind, subject and data. */
export interface OutboxEffect {
  readonly kind: string;
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, string>>;
}

/** Maximum number of attempts of one effect; after the last failure staff can see and retry it. */
export const OUTBOX_ATTEMPTS_MAX = 12;
const RELAY_BATCH_MAX = 200;

/** Adds one effect in the caller's transaction. Returns its id. */
export async function addToOutbox(
  trx: Database | DatabaseTransaction,
  world: { readonly clock: Clock; readonly ids: IdSource },
  effect: OutboxEffect,
): Promise<string> {
  const id = world.ids.next();
  await trx
    .insertInto("outbox")
    .values({
      id,
      kind: effect.kind,
      subjectId: effect.subjectId,
      payload: JSON.stringify(effect.payload),
      createdAt: new Date(world.clock.nowMs()),
    })
    .execute();
  return id;
}

/**
 * Passes waiting rows to the job queue, in one transaction, and returns their number.
 * The job's key is the row's id, so that a row relayed twice is one job.
 */
export async function relayOutbox(db: Database, clock: Clock): Promise<number> {
  // Most polls find no row and open no transaction.
  if ((await waitingRows(db).executeTakeFirst()) === undefined) return 0;
  return db.transaction().execute(async (trx) => {
    const rows = await waitingRows(trx).forUpdate().skipLocked().execute();
    if (rows.length === 0) return 0;
    const ids = rows.map((row) => row.id);
    await sql`select graphile_worker.add_job('outbox', payload => json_build_object('id', id), job_key => id::text, max_attempts => ${OUTBOX_ATTEMPTS_MAX}::int)
      from unnest(${ids}::uuid[]) as id`.execute(trx);
    await trx
      .updateTable("outbox")
      .set({ relayedAt: new Date(clock.nowMs()) })
      .where("id", "=", sql<string>`any(${ids}::uuid[])`)
      .execute();
    return ids.length;
  });
}

const waitingRows = (db: Database | DatabaseTransaction) =>
  db
    .selectFrom("outbox")
    .modifyFront(sql.raw(PREPARED))
    .select("id")
    .where("relayedAt", "is", null)
    .orderBy("id")
    .limit(RELAY_BATCH_MAX);

/** The row of one effect, or undefined when it is done or deleted. */
export async function openEffect(db: Database, id: string) {
  return db.selectFrom("outbox").selectAll().where("id", "=", id).where("doneAt", "is", null).executeTakeFirst();
}

/** Marks an effect done, inside the transaction of its results if there is one. */
export async function finishEffect(trx: Database | DatabaseTransaction, id: string, clock: Clock): Promise<void> {
  await trx
    .updateTable("outbox")
    .set({ doneAt: new Date(clock.nowMs()), lastError: null })
    .where("id", "=", id)
    .where("doneAt", "is", null)
    .execute();
}

/** Records the error of a failed attempt. */
export async function failEffect(db: Database, id: string, message: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set((eb) => ({ attempts: eb("attempts", "+", 1), lastError: message.slice(0, 1_000) }))
    .where("id", "=", id)
    .execute();
}

/** Schedules every open effect of a subject for an immediate retry by staff. Returns their number. */
export async function retryEffects(db: Database | DatabaseTransaction, subjectId: string): Promise<number> {
  const result = await db
    .updateTable("outbox")
    .set({ relayedAt: null })
    .where("subjectId", "=", subjectId)
    .where("doneAt", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Number of waiting effects, and of those that failed at least once. */
export async function countOutbox(db: Database): Promise<{ readonly waiting: number; readonly stuck: number }> {
  return db
    .selectFrom("outbox")
    .select([sql<number>`count(*)`.as("waiting"), sql<number>`count(*) filter (where attempts > 0)`.as("stuck")])
    .where("doneAt", "is", null)
    .executeTakeFirstOrThrow();
}
