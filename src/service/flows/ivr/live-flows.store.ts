import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Flow } from "./contract.ts";

/** Maximum flows of a tenant. */
export const FLOWS_MAX = 100;

/** A live flow, and the numbers that it answers. */
export interface LiveFlow {
  readonly flowId: string;
  readonly version: number;
  readonly flow: Flow;
  readonly numbers: readonly string[];
}

/**
 * The live flows of a tenant that answer a number. A published version was validated and never changes, so it is not parsed again: this query runs every two
 * seconds.
 */
export async function loadLiveFlows(trx: DatabaseTransaction): Promise<readonly LiveFlow[]> {
  const rows = await trx
    .selectFrom("flow as f")
    .innerJoin("flowVersion as v", (join) => join.onRef("v.flowId", "=", "f.id").onRef("v.number", "=", "f.live"))
    .select(["f.id as flowId", "v.number as version", "v.flow"])
    .select(
      sql<readonly string[]>`array(select n.code from flow_number n where n.flow_id = f.id order by n.code)`.as(
        "numbers",
      ),
    )
    .where("f.endedAt", "is", null)
    .where(sql<boolean>`exists (select from flow_number n where n.flow_id = f.id)`)
    .orderBy("f.createdAt")
    .orderBy("f.id")
    .limit(FLOWS_MAX)
    .execute();
  return rows.map(({ flow, ...row }) => ({ ...row, flow: flow as unknown as Flow }));
}
