import { type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { RecordingListFilter, RecordingResource } from "./recording-resource.ts";

function recordings(trx: DatabaseTransaction) {
  return trx
    .selectFrom("recording as r")
    .select(["r.id", "r.callId", "r.conferenceId", "r.state", "r.beganAt", "r.endedAt"])
    .select([
      sql<boolean>`r.message_queue is not null`.as("isMessage"),
      sql<boolean>`r.paused_at is not null`.as("isPaused"),
      sql<boolean>`exists (select from call_event e where e.call_id = r.call_id and e.kind = 'recording.began'
        and e.data ->> 'recordingId' = r.id::text and e.data ->> 'byProgram' = 'true')`.as("isOrdered"),
      sql<number | null>`r.duration_ms::float8`.as("durationMs"),
    ])
    .where("r.state", "<>", "deleted");
}

/** Recordings of the transaction's call centre that are not deleted. */
export async function listRecordings(
  trx: DatabaseTransaction,
  filter: RecordingListFilter,
): Promise<readonly RecordingResource[]> {
  const { callId, conferenceId, isOfCall, state, fromMs, untilMs, after } = filter;
  let query = recordings(trx);
  if (callId !== undefined) query = query.where("r.callId", "=", callId);
  if (conferenceId !== undefined) query = query.where("r.conferenceId", "=", conferenceId);
  if (isOfCall === true) query = query.where("r.conferenceId", "is", null);
  if (state !== undefined) query = query.where("r.state", "=", state);
  if (fromMs !== undefined) query = query.where("r.beganAt", ">=", new Date(fromMs));
  if (untilMs !== undefined) query = query.where("r.beganAt", "<", new Date(untilMs));
  if (after !== undefined) {
    query = query.where(
      sql<SqlBool>`(r.began_at, r.id) < (select f.began_at, f.id from recording f where f.id = ${after}::uuid)`,
    );
  }
  return query.orderBy("r.beganAt", "desc").orderBy("r.id", "desc").limit(filter.limit).execute();
}

/** One recording of the transaction's call centre. */
export async function findRecording(trx: DatabaseTransaction, id: string): Promise<RecordingResource | undefined> {
  return recordings(trx).where("r.id", "=", id).executeTakeFirst();
}

/** Tests whether a call could not be recorded for lack of storage. */
export async function isRecordingRefused(
  trx: DatabaseTransaction,
  { callId, recordingId }: { readonly callId: string; readonly recordingId: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom("callEvent")
    .select("kind")
    .where("callId", "=", callId)
    .where("kind", "=", "recording.refused")
    .where(sql<string>`data ->> 'recordingId'`, "=", recordingId)
    .executeTakeFirst();
  return row !== undefined;
}
