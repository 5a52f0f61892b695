import { type Database, inTenant } from "../../../../platform/database/index.ts";
import { emptyDraft, type StoredEventBody } from "../queue-draft.ts";
import { writeQueueBatch } from "../queue-log.store.ts";
import { releaseLease, renewLease, takeLease } from "./acd-lease.store.ts";

/** Longer than the time between two batches on a slow machine. */
const LEASE_MS = 120_000;
const BATCH_MAX = 2_000;

/** A queue event of the past, in wall-clock time. */
export interface PastQueueEvent {
  readonly atMs: number;
  readonly body: StoredEventBody;
}

/** Writes past events of one call centre in their order; `close` releases its queues to the switch. */
export interface PastEventWriter {
  write(events: readonly PastQueueEvent[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes the lease of a call centre before a switch does, or from its owner, for the generated events of a demonstration. They are appended in the sequence of
 * the log under a fence like those of any owner, so that no live event can come between. `steadyFromMs` is the beginning of the queues' monotonic clock, in
 * wall-clock time. Throws when the log has events already.
 */
export async function openPastEvents(
  db: Database,
  { tenantId, switchId, steadyFromMs }: PastEventOwner,
): Promise<PastEventWriter> {
  const fence = await inTenant(db, tenantId, async (trx) => {
    const known = await trx.selectFrom("queueEvent").select("sequence").limit(1).executeTakeFirst();
    if (known !== undefined) throw new Error("the queues of the call centre have a history already");
    const owner = await trx.selectFrom("acdLease").select("fence").where("tenantId", "=", tenantId).executeTakeFirst();
    if (owner !== undefined) await releaseLease(trx, { tenantId, fence: owner.fence });
    return (await takeLease(trx, { tenantId, switchId, leaseMs: LEASE_MS }))?.fence;
  });
  if (fence === undefined) throw new Error("the queues of the call centre have another owner");
  let sequence = 0;
  return {
    write: async (events) => {
      for (let from = 0; from < events.length; from += BATCH_MAX) {
        const part = events.slice(from, from + BATCH_MAX);
        const stamped = part.map(({ atMs, body }, index) => ({
          sequence: sequence + index + 1,
          atMs,
          steadyMs: Math.round(atMs - steadyFromMs),
          body,
        }));
        const atMs = part.at(-1)?.atMs ?? steadyFromMs;
        await inTenant(db, tenantId, (trx) => renewLease(trx, { tenantId, fence, leaseMs: LEASE_MS }));
        const [result] = await writeQueueBatch(db, [{ ...emptyDraft({ tenantId, fence, atMs }), events: stamped }]);
        if (result !== "kept") throw new Error(`the history of the queues was not written: ${result}`);
        sequence += part.length;
      }
    },
    close: () => inTenant(db, tenantId, (trx) => releaseLease(trx, { tenantId, fence })),
  };
}

/** The call centre whose lease is taken, and the switch. */
export interface PastEventOwner {
  readonly tenantId: string;
  readonly switchId: string;
  readonly steadyFromMs: number;
}
