import type { Clock, IdSource } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { removeTenant, tenantsToRemove } from "./closing.store.ts";

/** Whether a day of removal has come is looked at so often. */
const SWEEP_MS = 15 * 60_000;
const TRACES_AT_ONCE_MAX = 500;
/** Each has a history of its own, which goes with it. */
const TICKETS_AT_ONCE_MAX = 100;
/** Of each kind that goes with them: the most one statement may take away well within its time. */
const MESSAGES_AT_ONCE_MAX = 500;
/**
 * Portions of one call centre and kind in one look: traces that are left go with the usual retention, tickets with the removal; where
 * messages are left, it waits for the next look.
 */
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
  readonly forgetTickets: (
    trx: DatabaseTransaction,
    what: { readonly today: string; readonly limit: number },
  ) => Promise<number>;
  /** Short messages, and what there is of as many. */
  readonly forgetMessages: (
    trx: DatabaseTransaction,
    what: { readonly today: string; readonly limit: number },
  ) => Promise<number>;
}

/** Removes what closed call centres have kept, once the day that was told has come. */
export function followRemoval(options: RemovalOptions): Following {
  return follow({
    look: async () => void (await removeDue(options)),
    everyMs: SWEEP_MS,
    onFault: (error) => options.log.warn({ err: error }, "removal.failed"),
  });
}

/**
 * One look; answers how many call centres were removed. Cut off anywhere it begins again: what is gone is gone, the rest is still due. One
 * that cannot be removed is warned of and stays due; the others do not wait for it.
 */
export async function removeDue(options: RemovalOptions): Promise<number> {
  const { db, log } = options;
  const today = options.dateOf(options.clock.nowMs());
  let removed = 0;
  for (const tenantId of await tenantsToRemove(db, today)) {
    try {
      if (await removeOne(options, tenantId, today)) removed += 1;
    } catch (error) {
      log.warn({ err: error, tenantId }, "removal.failed");
    }
  }
  return removed;
}

async function removeOne(options: RemovalOptions, tenantId: string, today: string): Promise<boolean> {
  const { db, clock, log } = options;
  const before = new Date(clock.nowMs());
  const recordings = await options.forgetRecordings(tenantId);
  await inPortions(TRACES_AT_ONCE_MAX, (limit) =>
    inTenant(db, tenantId, (trx) => options.forgetTraces(trx, { before, limit })),
  );
  await inPortions(TICKETS_AT_ONCE_MAX, (limit) =>
    inTenant(db, tenantId, (trx) => options.forgetTickets(trx, { today, limit })),
  );
  const messages = await inPortions(MESSAGES_AT_ONCE_MAX, (limit) =>
    inTenant(db, tenantId, (trx) => options.forgetMessages(trx, { today, limit })),
  );
  if (messages === "left") return false;
  if (!(await remove(options, { tenantId, today, recordings }))) return false;
  log.info({ tenantId, recordings }, "tenant.removed");
  return true;
}

async function inPortions(limit: number, forget: (limit: number) => Promise<number>): Promise<"whole" | "left"> {
  for (let nth = 0; nth < PORTIONS_MAX; nth += 1) if ((await forget(limit)) < limit) return "whole";
  return "left";
}

async function remove(
  options: RemovalOptions,
  { tenantId, today, recordings }: { readonly tenantId: string; readonly today: string; readonly recordings: number },
): Promise<boolean> {
  const at = new Date(options.clock.nowMs());
  return inTenant(options.db, tenantId, async (trx) => {
    if (!(await removeTenant(trx, { tenantId, today, at }))) return false;
    await recordAudit(trx, options, {
      actorPersonId: null,
      actorRole: null,
      requestId: null,
      action: "tenant.removed",
      subjectKind: "tenant",
      subjectId: tenantId,
      detail: { recordings },
    });
    return true;
  });
}
