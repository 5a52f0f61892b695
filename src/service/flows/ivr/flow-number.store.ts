import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** The numbers of a tenant, each with the flow that answers it. */
export async function numbersWithFlows(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("serviceNumber as s")
    .leftJoin("flowNumber as n", "n.code", "s.code")
    .leftJoin("flow as f", "f.id", "n.flowId")
    .select(["s.code", "s.label", "f.id", "f.name"])
    .orderBy("s.code")
    .execute();
  return rows.map(({ code, label, id, name }) => ({
    code,
    label,
    flow: id === null || name === null ? null : { id, name },
  }));
}

/** Assigns a number to a flow; false when its present flow differs from `from`. */
export async function giveNumber(
  trx: DatabaseTransaction,
  given: { readonly code: string; readonly tenantId: string; readonly flowId: string; readonly from: string | null },
): Promise<boolean> {
  const { from, ...row } = given;
  const done = await trx
    .insertInto("flowNumber")
    .values(row)
    .onConflict((on) =>
      on
        .column("code")
        .doUpdateSet({ flowId: row.flowId })
        .where(sql<boolean>`flow_number.flow_id = ${from}::uuid or flow_number.flow_id = ${row.flowId}::uuid`),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** Removes a number from a flow; false when it is not assigned to it. */
export async function takeNumberFrom(
  trx: DatabaseTransaction,
  taken: { readonly code: string; readonly flowId: string },
): Promise<boolean> {
  const done = await trx
    .deleteFrom("flowNumber")
    .where("code", "=", taken.code)
    .where("flowId", "=", taken.flowId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}
