import { BY_SYSTEM, type Clock, type IdSource } from "../../../kernel/index.ts";
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

/** The interval at which days of removal are checked. */
const SWEEP_MS = 15 * 60_000;
const TRACES_AT_ONCE_MAX = 500;
/** Each ticket has its own events, which are deleted with it. */
const TICKETS_AT_ONCE_MAX = 100;
/** The number of messages that one statement can delete, with dependent rows, well within its time limit. */
const MESSAGES_AT_ONCE_MAX = 500;
/**
 * The maximum of portions of one call centre and kind in one sweep: remaining traces are deleted by the usual retention, tickets by the removal; with
 * remaining messages, the removal waits for the next sweep.
 */
const PORTIONS_MAX = 5_000;

/** Dependencies of the removal job. */
export interface RemovalOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** The local date of an instant. */
  readonly dateOf: (atMs: number) => string;
  /** Deletes the keys of all recordings of a call centre, then their files. */
  readonly forgetRecordings: (tenantId: string) => Promise<number>;
  readonly forgetTraces: (
    trx: DatabaseTransaction,
    what: { readonly before: Date; readonly limit: number },
  ) => Promise<number>;
  readonly forgetTickets: (
    trx: DatabaseTransaction,
    what: { readonly today: string; readonly limit: number },
  ) => Promise<number>;
  /** SMS messages with their dependent rows. */
  readonly forgetMessages: (
    trx: DatabaseTransaction,
    what: { readonly today: string; readonly limit: number },
  ) => Promise<number>;
}

/** Removes the data of closed call centres on the announced day. */
export function followRemoval(options: RemovalOptions): Following {
  return follow({
    look: async () => void (await removeDue(options)),
    everyMs: SWEEP_MS,
    onFault: (error) => options.log.warn({ err: error }, "removal.failed"),
  });
}

/**
 * One sweep; returns the number of removed call centres. After an interruption it begins again: deleted data is deleted, the rest is still due. A failure is
 * logged and its call centre stays due; the others do not wait for it.
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
      ...BY_SYSTEM,
      action: "tenant.removed",
      subjectKind: "tenant",
      subjectId: tenantId,
      detail: { recordings },
    });
    return true;
  });
}
