import type { DatabaseTransaction } from "../../../platform/database/index.ts";

const LIST_MAX = 200;

/** The data of the web caller of a visit: only the widget and the keyed hash of the address; undefined for any other call, and once the hash was deleted. */
export async function callerOfVisit(trx: DatabaseTransaction, callId: string) {
  const row = await trx
    .selectFrom("widgetVisit")
    .select(["widgetId", "addressMark"])
    .where("id", "=", callId)
    .executeTakeFirst();
  const mark = row?.addressMark ?? null;
  return row === undefined || mark === null ? undefined : { widgetId: row.widgetId, mark };
}

/** Blocks in force, newest first; expired ones are not listed. */
export async function listCallerBlocks(trx: DatabaseTransaction, at: Date) {
  return trx
    .selectFrom("widgetCallerBlock as b")
    .innerJoin("person as p", "p.id", "b.blockedBy")
    .innerJoin("widget as w", "w.id", "b.widgetId")
    .select(["b.id", "b.blockedAt", "b.untilAt", "p.name as byName", "w.name as widgetName"])
    .where("b.untilAt", ">", at)
    .orderBy("b.blockedAt", "desc")
    .orderBy("b.id", "desc")
    .limit(LIST_MAX)
    .execute();
}

/** Blocks an address, or extends its block; returns the block's id. */
export async function keepCallerBlock(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly tenantId: string;
    readonly addressMark: Buffer;
    readonly widgetId: string;
    readonly blockedAt: Date;
    readonly untilAt: Date;
    readonly blockedBy: string;
  },
): Promise<string> {
  await trx.deleteFrom("widgetCallerBlock").where("untilAt", "<", row.blockedAt).execute();
  const { blockedAt, untilAt, blockedBy, widgetId } = row;
  const kept = await trx
    .insertInto("widgetCallerBlock")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["tenantId", "addressMark"]).doUpdateSet({ blockedAt, untilAt, blockedBy, widgetId }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return kept.id;
}

/** Removes a block; false when it does not exist. */
export async function deleteCallerBlock(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("widgetCallerBlock").where("id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}
