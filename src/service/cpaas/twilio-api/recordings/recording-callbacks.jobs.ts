import { type DatabaseTransaction, type Following, follow, inTenant } from "../../../../platform/database/index.ts";
import { WEBHOOKS_CHANGED } from "../../../tenancy/webhooks/index.ts";
import type { CallbackJobDependencies } from "../calls/call-callbacks.jobs.ts";
import { type CallFaults, openCallFaults } from "../calls/call-faults.ts";
import {
  findDueRecordingCallbacks,
  lockRecordingCallback,
  saveRecordingCallbackProgress,
} from "./recording-callback.store.ts";
import { conferenceRecordingTellings } from "./recording-callbacks.ts";

/** Polling interval. */
const POLL_MS = 1_000;
/** Recordings per poll. */
const RECORDINGS_MAX = 200;

/** Sends callbacks of conference recordings, until closed, in the same way as for calls. */
export function followRecordingCallbacks(kit: CallbackJobDependencies): Following {
  const faults = openCallFaults();
  return follow({
    look: async () => {
      while ((await publishRound(kit, faults)) >= RECORDINGS_MAX);
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "told-recordings.not-read"),
  });
}

/** Enqueues new callbacks of recordings once; returns the number of recordings processed. */
export async function publishRecordingCallbacks(kit: CallbackJobDependencies): Promise<number> {
  return publishRound(kit, openCallFaults());
}

async function publishRound(kit: CallbackJobDependencies, faults: CallFaults): Promise<number> {
  const nowMs = kit.clock.nowMs();
  const due = await findDueRecordingCallbacks(kit.db, { atMost: RECORDINGS_MAX, but: faults.waiting(nowMs), nowMs });
  let [told, ordered] = [0, 0];
  for (const { tenantId, id } of due) {
    try {
      const orders = await inTenant(kit.db, tenantId, (trx) => publishWithin(kit, trx, { tenantId, id }));
      if (orders !== null) told += 1;
      ordered += orders ?? 0;
      faults.forget([id]);
    } catch (error) {
      kit.log.warn({ err: error, tenantId, recordingId: id }, "told-recordings.not-told");
      faults.failed(id, kit.clock.nowMs());
    }
  }
  if (ordered > 0) kit.changeFeed.announce(WEBHOOKS_CHANGED);
  return told;
}

/** Number of callbacks enqueued; null if another process handles, or has handled, the recording. */
async function publishWithin(
  kit: CallbackJobDependencies,
  trx: DatabaseTransaction,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<number | null> {
  const nowMs = kit.clock.nowMs();
  const recording = await lockRecordingCallback(trx, { tenantId, id, nowMs });
  if (recording === undefined) return null;
  const { tellings, isOver } = conferenceRecordingTellings(recording, kit.publicUrl());
  if (tellings.length === 0 && !isOver) return null;
  const subjectId = recording.conferenceId;
  const orders = tellings.map(({ kind, address, fields }) => ({
    ...address,
    id: kit.ids.next(),
    kind,
    subjectId,
    fields,
    once: `${id} ${fields.RecordingStatus}`,
  }));
  await kit.tellCallbacks(trx, orders, nowMs);
  await saveRecordingCallbackProgress(trx, { id, isOver });
  return orders.length;
}
