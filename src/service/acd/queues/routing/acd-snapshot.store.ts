import { sql } from "kysely";
import type { Database } from "../../../../platform/database/index.ts";

/** How a floor stands, in numbers: enough to know whether there is anything to do for it. */
export interface AcdSnapshot {
  readonly tenantId: string;
  /** The lease was renewed under the fence that was named. */
  readonly isRenewed: boolean;
  /** True when the lease has run out by the clock of the database. */
  readonly isFree: boolean;
  /** As `configMark`: another one whenever a queue or an agent has changed. */
  readonly mark: number;
  /** Wishes of agents that wait, and callbacks that were planned for now. */
  readonly wishes: number;
}

/**
 * Looks at the floors of all these call centres by one question, and renews the leases that are named with their fences. A
 * lease that somebody writes under at this moment is not renewed by it. Call centres that never had a queue are left out.
 */
export async function readAcdSnapshots(
  db: Database,
  asked: {
    readonly tenantIds: readonly string[];
    readonly owned: readonly { readonly tenantId: string; readonly fence: number }[];
    readonly leaseMs: number;
    /** The hour by which callbacks that were planned are due. */
    readonly now: Date;
  },
): Promise<readonly AcdSnapshot[]> {
  const { tenantIds, owned, leaseMs, now } = asked;
  const { rows } = await sql<AcdSnapshot>`
    select * from renew_acd_leases(${tenantIds}::uuid[], ${owned.map(({ tenantId }) => tenantId)}::uuid[],
      ${owned.map(({ fence }) => fence)}::bigint[], ${leaseMs}::float8, ${now}::timestamptz)`.execute(db);
  return rows;
}
