import type { Clock, IdSource } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { removeTenant, tenantsToRemove } from "./closing.store.ts";

/** Whether a day of removal has come is looked at so often. */
const LOOK_MS = 15 * 60_000;
const AT_ONCE_MAX = 500;
/** Portions of traces of one call centre at the most; what is left goes with the usual retention. */
const PORTIONS_MAX = 5_000;

/** What the job stands on. */
export interface RemovalOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** The local date of an instant. */
  readonly dateOf: (atMs: number) => string;
  /** Takes the keys of all recordings of a call centre away, then their files. */
  readonly forgetRecordings: (tenantId: string) => Promise<number>;
  readonly forgetTraces: (
    trx: DatabaseTransaction,
    what: { readonly before: Date; readonly limit: number },
  ) => Promise<number>;
}

/** Removes what closed call centres have kept, once the day that was told has come. */
export function followRemoval(options: RemovalOptions): Following {
  return follow({
    look: async () => void (await removeDue(options)),
    everyMs: LOOK_MS,
    onFault: (error) => options.log.warn({ err: error }, "removal.failed"),
  });
}

/** One look; answers how many call centres were removed. Cut off anywhere it begins again: what is gone is gone, the rest is still due. */
export async function removeDue(options: RemovalOptions): Promise<number> {
  const { db, log } = options;
  const today = options.dateOf(options.clock.nowMs());
  let removed = 0;
  for (const tenantId of await tenantsToRemove(db, today)) {
    const recordings = await options.forgetRecordings(tenantId);
    await forgetTraces(options, tenantId);
    if (!(await remove(options, { tenantId, today, recordings }))) continue;
    removed += 1;
    log.info({ tenantId, recordings }, "tenant.removed");
  }
  return removed;
}

async function forgetTraces({ db, clock, ...options }: RemovalOptions, tenantId: string): Promise<void> {
  const before = new Date(clock.nowMs());
  for (let nth = 0; nth < PORTIONS_MAX; nth += 1) {
    const gone = await inTenant(db, tenantId, (trx) => options.forgetTraces(trx, { before, limit: AT_ONCE_MAX }));
    if (gone < AT_ONCE_MAX) return;
  }
}

async function remove(
  options: RemovalOptions,
  { tenantId, today, recordings }: { readonly tenantId: string; readonly today: string; readonly recordings: number },
): Promise<boolean> {
  const at = new Date(options.clock.nowMs());
  return inTenant(options.db, tenantId, async (trx) => {
    if (!(await removeTenant(trx, { tenantId, today, at }))) return false;
    await recordAudit(trx, options, {
      ...{ actorPersonId: null, actorRole: null, requestId: null, action: "tenant.removed" },
      ...{ subjectKind: "tenant", subjectId: tenantId, detail: { recordings } },
    });
    return true;
  });
}
