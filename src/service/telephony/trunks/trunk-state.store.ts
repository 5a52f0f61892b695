import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { TrunkState } from "./trunk-state.ts";

/** The maximum of trunks of a tenant. */
const TRUNKS_MAX = 200;

/** Whether a trunk responded to the last probe of the switch. */
export interface KnownTrunkState {
  readonly trunkId: string;
  readonly state: "up" | "down";
  readonly since: Date;
  readonly checkedAt: Date;
  readonly status: number | null;
  readonly roundTripMs: number | null;
  readonly isForbidden: boolean;
}

/** The states of the trunks of the transaction's tenant; a trunk without a probe has none. */
export async function trunkStates(trx: DatabaseTransaction): Promise<readonly KnownTrunkState[]> {
  const rows = await trx
    .selectFrom("trunkState")
    .select(["trunkId", "state", "since", "checkedAt", "status", "roundTripMs", "isForbidden"])
    .orderBy("trunkId")
    .limit(TRUNKS_MAX)
    .execute();
  return rows.map(({ state, ...row }) => ({ ...row, state: state as KnownTrunkState["state"] }));
}

/** Replaces the stored state of a trunk. */
export async function keepTrunkState(
  trx: DatabaseTransaction,
  trunk: { readonly id: string; readonly tenantId: string },
  { state, sinceMs, checkedAtMs, status, roundTripMs, isForbidden }: TrunkState,
): Promise<void> {
  const [since, checkedAt] = [new Date(sinceMs), new Date(checkedAtMs)];
  const found = { state, since, checkedAt, status, roundTripMs, isForbidden };
  await trx
    .insertInto("trunkState")
    .values({ trunkId: trunk.id, tenantId: trunk.tenantId, ...found })
    .onConflict((conflict) => conflict.column("trunkId").doUpdateSet(found))
    .execute();
}
