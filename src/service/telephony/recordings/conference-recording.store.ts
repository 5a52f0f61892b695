import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StatusCallbackTarget } from "../cdr/index.ts";

/** Records that a recording contains these calls; existing entries stay. */
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

/** The status callback at the beginning of a recording; the others follow at its end. */
const BEGUN = "in-progress";

/** Stores the status callback of a recording; for one that never began, only its end is reported. */
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

/** Stores since when a recording is paused; null when it is not paused. */
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
