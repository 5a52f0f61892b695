import type { DatabaseTransaction } from "../../../platform/database/index.ts";

const LIST_MAX = 200;

/** What is known of whoever called in a visit: nothing but the widget, and what stands for his address; undefined for any other call, and once that is gone. */
export async function callerOfVisit(trx: DatabaseTransaction, callId: string) {
  const row = await trx
    .selectFrom("widgetVisit")
    .select(["widgetId", "addressMark"])
    .where("id", "=", callId)
    .executeTakeFirst();
  const mark = row?.addressMark ?? null;
  return row === undefined || mark === null ? undefined : { widgetId: row.widgetId, mark };
}

/** Blocks that count, the newest first; those whose time is over are nobody's business any more. */
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

/** Blocks an address, or longer than it was; answers the block's id. */
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

/** Takes a block back; false when there is none. */
export async function deleteCallerBlock(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("widgetCallerBlock").where("id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}
