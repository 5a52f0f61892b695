import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import { LOST_MS } from "../calls/call-callback.store.ts";
import type { ConferenceRecordingCallback } from "./recording-callbacks.ts";

/** Recordings with new callbacks, round-robin over call centres; `but` is excluded. */
export async function findDueRecordingCallbacks(
  db: Database,
  { atMost, but, nowMs }: { readonly atMost: number; readonly but: readonly string[]; readonly nowMs: number },
): Promise<readonly { readonly tenantId: string; readonly id: string }[]> {
  const { rows } = await sql<{ readonly tenantId: string; readonly id: string }>`${sql.raw(PREPARED)}
    select tenant_id, recording_id as id
    from due_recording_callbacks(${atMost}::int, ${[...but]}::uuid[], ${new Date(nowMs - LOST_MS)}::timestamptz)`.execute(
    db,
  );
  return rows;
}

interface LockedRow {
  readonly id: string;
  readonly conferenceId: string | null;
  readonly options: StatusCallbackTarget;
  readonly isStartSent: boolean;
  readonly state: string;
  readonly durationMs: number | null;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
}

/** Locks a recording for sending callbacks, and reads its state; undefined if another process has locked it, or if no callback is left. */
export async function lockRecordingCallback(
  trx: DatabaseTransaction,
  { tenantId, id, nowMs }: { readonly tenantId: string; readonly id: string; readonly nowMs: number },
): Promise<ConferenceRecordingCallback | undefined> {
  const { rows } = await sql<LockedRow>`${sql.raw(PREPARED)}
    select r.id, r.conference_id, t.options, t.is_start_sent, r.state, r.duration_ms::float8 as duration_ms, r.began_at, r.ended_at
    from recording_status_callback t join recording r on r.id = t.recording_id
    where t.recording_id = ${id}::uuid for update of t skip locked`.execute(trx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { conferenceId, options: told, isStartSent: isBeginTold, durationMs, beganAt, endedAt } = row;
  return {
    id,
    tenantId,
    conferenceId: conferenceId ?? "",
    told,
    isBeginTold,
    state: stateOf(row, nowMs),
    durationMs,
    beganAtMs: beganAt.getTime(),
    endedAtMs: (endedAt ?? beganAt).getTime(),
  };
}

function stateOf({ state, beganAt, endedAt }: LockedRow, nowMs: number): ConferenceRecordingCallback["state"] {
  if (state === "kept") return "kept";
  if (state === "recording") return "open";
  if (state !== "lost") return "gone";
  return (endedAt ?? beganAt).getTime() <= nowMs - LOST_MS ? "absent" : "open";
}

/** Stores the progress of callbacks in the transaction that enqueues them; deletes the state once all callbacks are enqueued. */
export async function saveRecordingCallbackProgress(
  trx: DatabaseTransaction,
  { id, isOver }: { readonly id: string; readonly isOver: boolean },
): Promise<void> {
  if (isOver) await trx.deleteFrom("recordingStatusCallback").where("recordingId", "=", id).execute();
  else
    await trx.updateTable("recordingStatusCallback").set({ isStartSent: true }).where("recordingId", "=", id).execute();
}
