import { BY_SYSTEM, type Clock, type IdSource } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import {
  type ChangeFeed,
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { DELETIONS_ORDERED } from "./keep-request.effects.ts";
import type { PersonalClass } from "./personal-part.ts";
import { countRemoved, deletingRequests, finishRequest, isGoingOn, lockRequest, markWaiting } from "./request.store.ts";

/** The interval at which deletions that wait for a call to end are checked. */
const SWEEP_MS = 30_000;
const AT_ONCE_MAX = 200;
/** The maximum of portions of one class in one sweep; the rest follows in the next one. */
const PORTIONS_MAX = 500;

/** A request whose deletion is in progress. */
export interface ErasedRequest {
  readonly id: string;
  readonly number: string;
}

/** Deletes a portion of a module's data of a request's number, `limit` at the most, in the caller's transaction; returns the number for each class. */
export type ErasePortion = (
  trx: DatabaseTransaction,
  wish: ErasedRequest & { readonly limit: number },
) => Promise<readonly { readonly name: PersonalClass; readonly count: number }[]>;

/** Dependencies of the deletion job. */
export interface DeletionOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  /** The deletions, in this order: the keys of audio first. */
  readonly erasers: readonly ErasePortion[];
  /** Deletes files whose keys were deleted. */
  readonly removeFiles: (tenantId: string) => Promise<unknown>;
}

/** Executes ordered deletions at once and until no data of the number is left. */
export function followDeletions(options: DeletionOptions & { readonly changeFeed: ChangeFeed }): Following {
  return follow({
    look: async () => void (await eraseOrdered(options)),
    everyMs: SWEEP_MS,
    onFault: (error) => options.log.warn({ err: error }, "personal-deletion.failed"),
    wokenBy: { changeFeed: options.changeFeed, channel: DELETIONS_ORDERED },
  });
}

/** One sweep; returns the number of completed requests. After an interruption it begins again: deleted data is deleted and counted, the rest still exists. */
export async function eraseOrdered(options: DeletionOptions): Promise<number> {
  const { db } = options;
  const faults: unknown[] = [];
  let ended = 0;
  for (const tenantId of await options.tenantIds(db)) {
    const requests = await inTenant(db, tenantId, deletingRequests);
    for (const request of requests) {
      try {
        for (const erase of options.erasers) await inPortions(options, tenantId, { request, erase });
        await options.removeFiles(tenantId);
        if (await end(options, tenantId, request)) ended += 1;
      } catch (error) {
        // A request that fails is tried again by the next sweep, and delays no other.
        faults.push(error);
      }
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} deletions failed`);
  return ended;
}

interface Erasing {
  readonly request: ErasedRequest;
  readonly erase: ErasePortion;
}

async function inPortions({ db }: DeletionOptions, tenantId: string, erasing: Erasing): Promise<void> {
  for (let nth = 0; nth < PORTIONS_MAX; nth += 1) {
    const gone = await inTenant(db, tenantId, (trx) => portion(trx, erasing));
    if (gone < AT_ONCE_MAX) return;
  }
}

/** Deletes one portion and counts it in one transaction; returns the number of deleted rows. */
async function portion(trx: DatabaseTransaction, { request, erase }: Erasing): Promise<number> {
  let total = 0;
  for (const { name, count } of await erase(trx, { ...request, limit: AT_ONCE_MAX })) {
    if (count > 0) await countRemoved(trx, { id: request.id, name, count });
    total += count;
  }
  return total;
}

/** Completes a request without data left and without activity of the number; otherwise the next sweep checks it again. */
async function end(options: DeletionOptions, tenantId: string, request: ErasedRequest): Promise<boolean> {
  const at = new Date(options.clock.nowMs());
  const { id, number } = request;
  return inTenant(options.db, tenantId, async (trx) => {
    if ((await lockRequest(trx, id))?.state !== "deleting") return false;
    const isWaiting = await isGoingOn(trx, number);
    let left = 0;
    // Data that was added during the deletion, such as that of a call that has just ended.
    for (const erase of options.erasers) left += await portion(trx, { request, erase });
    if (isWaiting || left > 0) {
      await markWaiting(trx, { id, isWaiting });
      return false;
    }
    await finishRequest(trx, { id, by: null, at, answer: null });
    await recordAudit(trx, options, {
      ...BY_SYSTEM,
      action: "personal-request.deleted",
      subjectKind: "personal-request",
      subjectId: id,
      detail: {},
    });
    options.log.info({ tenantId, personalRequestId: id }, "personal-request.deleted");
    return true;
  });
}
