import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StatusCallbackTarget } from "../cdr/index.ts";

/** Keeps that a recording holds what was said in these calls; whoever is held already stays. */
export async function keepHeldCalls(
  trx: DatabaseTransaction,
  {
    recordingId,
    tenantId,
    callIds,
  }: { readonly recordingId: string; readonly tenantId: string; readonly callIds: readonly string[] },
): Promise<void> {
  if (callIds.length === 0) return;
  await trx
    .insertInto("recordedCall")
    .values(callIds.map((callId) => ({ recordingId, callId, tenantId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What is told of a recording as it begins; the rest is told at its end. */
const BEGUN = "in-progress";

/** Notes where a program is told of a recording; of one that never began its end alone is told. */
export async function insertRecordingStatusCallback(
  trx: DatabaseTransaction,
  {
    recordingId,
    tenantId,
    told,
    at,
    hasBegun,
  }: {
    readonly recordingId: string;
    readonly tenantId: string;
    readonly told: StatusCallbackTarget;
    readonly at: Date;
    readonly hasBegun: boolean;
  },
): Promise<void> {
  const isBeginTold = !hasBegun || !told.events.includes(BEGUN);
  await trx
    .insertInto("recordingStatusCallback")
    .values({ recordingId, tenantId, options: JSON.stringify(told), isStartSent: isBeginTold, createdAt: at })
    .execute();
}

/** Keeps since when a recording stands still; null where it goes on. */
export async function pauseRecording(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date | null },
): Promise<void> {
  await trx
    .updateTable("recording")
    .set({ pausedAt: at })
    .where("id", "=", id)
    .where("state", "=", "recording")
    .execute();
}
