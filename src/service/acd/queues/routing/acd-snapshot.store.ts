import { sql } from "kysely";
import type { Database } from "../../../../platform/database/index.ts";

/** Numbers of an ACD state that show whether it needs processing. */
export interface AcdSnapshot {
  readonly tenantId: string;
  /** The lease was renewed under the given fence. */
  readonly isRenewed: boolean;
  /** True when the lease has run out by the clock of the database. */
  readonly isFree: boolean;
  /** As `configMark`: changes with every change of a queue or an agent. */
  readonly mark: number;
  /** Waiting commands of agents, and due scheduled callbacks. */
  readonly wishes: number;
}

/**
 * Reads the snapshots of these call centres in one query, and renews the leases of the given fences. A lease under which a transaction writes at this moment
 * is not renewed by it. Call centres that never had a queue are left out.
 */
export async function readAcdSnapshots(
  db: Database,
  asked: {
    readonly tenantIds: readonly string[];
    readonly owned: readonly { readonly tenantId: string; readonly fence: number }[];
    readonly leaseMs: number;
    /** The instant at which scheduled callbacks are due. */
    readonly now: Date;
  },
): Promise<readonly AcdSnapshot[]> {
  const { tenantIds, owned, leaseMs, now } = asked;
  const { rows } = await sql<AcdSnapshot>`
    select * from renew_acd_leases(${tenantIds}::uuid[], ${owned.map(({ tenantId }) => tenantId)}::uuid[],
      ${owned.map(({ fence }) => fence)}::bigint[], ${leaseMs}::float8, ${now}::timestamptz)`.execute(db);
  return rows;
}
