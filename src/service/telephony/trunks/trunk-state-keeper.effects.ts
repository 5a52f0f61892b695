import { type Database, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { Trunk } from "./trunk.ts";
import { keepTrunkState } from "./trunk-state.store.ts";
import type { TrunkState } from "./trunk-state.ts";

/**
 * Stores the states of trunks one after the other, the newest of each, so that writes of calls never wait for more than one of them, whatever the number of
 * trunks. A state that cannot be stored is repeated by the next probe.
 */
export function openTrunkStateKeeper({
  db,
  log,
}: {
  readonly db: Database;
  readonly log: Log;
}): (trunk: Trunk, state: TrunkState) => void {
  const waiting = new Map<string, { readonly trunk: Trunk; readonly state: TrunkState }>();
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    for (let next = first(waiting); next !== undefined; next = first(waiting)) {
      const { trunk, state } = next;
      waiting.delete(trunk.id);
      await inTenant(db, trunk.tenantId, (trx) => keepTrunkState(trx, trunk, state)).catch((error: unknown) =>
        log.warn({ err: error, trunkId: trunk.id }, "line.state-not-kept"),
      );
    }
    isWriting = false;
  };
  return (trunk, state) => {
    waiting.set(trunk.id, { trunk, state });
    if (!isWriting) writeAll().catch(() => undefined);
  };
}

function first<Value>(map: ReadonlyMap<string, Value>): Value | undefined {
  for (const value of map.values()) return value;
  return undefined;
}
