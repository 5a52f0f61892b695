import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** The maximum of pause reasons, and of dispositions, of one call centre. */
const CHOICES_MAX = 200;

/** The two lists of choices of a call centre. */
export type ChoiceTable = "pauseReason" | "disposition";

/** Pause reasons of the transaction's tenant that have not ended, by name. */
export async function pauseReasons(trx: DatabaseTransaction) {
  return trx
    .selectFrom("pauseReason")
    .select(["id", "name", "version", "digit"])
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(CHOICES_MAX)
    .execute();
}

/** Dispositions of the transaction's tenant that have not ended: those for all queues first, then by queue and name. */
export async function dispositions(trx: DatabaseTransaction) {
  return (
    trx
      .selectFrom("disposition as d")
      .leftJoin("queue as q", "q.id", "d.queueId")
      .select(["d.id", "d.name", "d.version", "d.queueId", "q.name as queueName"])
      .where("d.endedAt", "is", null)
      // Dispositions of ended queues can no longer be chosen.
      .where("q.endedAt", "is", null)
      .orderBy("q.name", (order) => order.asc().nullsFirst())
      .orderBy("d.name")
      .limit(CHOICES_MAX)
      .execute()
  );
}

/** Whether one more is within the limit; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForChoice(trx: DatabaseTransaction, table: ChoiceTable, tenantId: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${table} ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count < CHOICES_MAX;
}

/** A choice to be added. */
export interface NewChoice {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** Adds a pause reason. */
export async function insertPauseReason(
  trx: DatabaseTransaction,
  row: NewChoice & { readonly digit: number | null },
): Promise<void> {
  await trx.insertInto("pauseReason").values(row).execute();
}

/** Adds a disposition, for one queue or for all. */
export async function insertDisposition(
  trx: DatabaseTransaction,
  row: NewChoice & { readonly queueId: string | null },
): Promise<void> {
  await trx.insertInto("disposition").values(row).execute();
}

/** Renames a choice, and changes the key of a pause reason, over the version that was read; false when another person changed it first. */
export async function rewriteChoice(
  trx: DatabaseTransaction,
  change: { readonly id: string; readonly name: string; readonly expectedVersion: number } & (
    | { readonly table: "pauseReason"; readonly digit: number | null }
    | { readonly table: "disposition" }
  ),
): Promise<boolean> {
  const { id, name, expectedVersion } = change;
  const digit = change.table === "pauseReason" ? { digit: change.digit } : {};
  const { numUpdatedRows } = await trx
    .updateTable(change.table)
    .set({ name, version: expectedVersion + 1, ...digit })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a choice exists and has not ended. */
export async function isChoice(trx: DatabaseTransaction, table: ChoiceTable, id: string): Promise<boolean> {
  const found = await trx.selectFrom(table).select("id").where("id", "=", id).where("endedAt", "is", null).execute();
  return found.length === 1;
}

/** Ends a choice; earlier uses retain its name. False when it does not exist. */
export async function endChoice(
  trx: DatabaseTransaction,
  table: ChoiceTable,
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
