import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StoredSegment } from "./stored-segment.ts";

/** A recording with the data that playback needs. */
export interface PlayableRecording {
  readonly id: string;
  readonly callId: string;
  readonly state: string;
  readonly sealedKey: Buffer;
  readonly segments: readonly StoredSegment[];
}

/** A recording of this tenant; undefined for another tenant's, or for none. */
export async function playableRecording(
  trx: DatabaseTransaction,
  recordingId: string,
): Promise<PlayableRecording | undefined> {
  const row = await trx
    .selectFrom("recording")
    .select(["id", "callId", "state", "sealedKey", "segments"])
    .where("id", "=", recordingId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, segments: row.segments as unknown as readonly StoredSegment[] };
}

/** An access of a person to a recording. */
export interface Opening {
  readonly id: string;
  readonly recordingId: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly at: Date;
}

/**
 * The window in which repeated playback of a recording by the same person counts as one access. A player requests a recording in many parts and again at
 * each jump; one entry for each would hide how often a person listened.
 */
const LISTENING_MINUTES = 30;

/** Records a playback unless one was recorded within the window; true for a new one. Of two at once only one is recorded. */
export async function noteListening(trx: DatabaseTransaction, opening: Opening): Promise<boolean> {
  const { id, recordingId, tenantId, personId, at } = opening;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${recordingId} ${personId}`}, 0))`.execute(trx);
  const result = await sql`
    insert into recording_access (id, recording_id, tenant_id, person_id, what, at)
    select ${id}::uuid, ${recordingId}::uuid, ${tenantId}::uuid, ${personId}::uuid, 'listened', ${at}::timestamptz
    where not exists (
      select from recording_access
      where recording_id = ${recordingId}::uuid and person_id = ${personId}::uuid and what = 'listened'
        and at > ${at}::timestamptz - make_interval(mins => ${LISTENING_MINUTES}::int))`.execute(trx);
  return result.numAffectedRows === 1n;
}

/** Records a download; each one counts. */
export async function noteDownload(trx: DatabaseTransaction, opening: Opening): Promise<void> {
  await trx
    .insertInto("recordingAccess")
    .values({ ...opening, what: "downloaded" })
    .execute();
}
