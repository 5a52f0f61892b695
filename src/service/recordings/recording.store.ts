import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** One file of a recording, as it is kept: its name below the recordings' folder, and how much sound it holds. */
export interface KeptSegment {
  readonly file: string;
  readonly startedAtMs: number;
  /** Samples of one channel, 8,000 a second. */
  readonly samples: number;
  readonly misplaced: number;
  readonly unreadable: number;
}

/** A new recording, before its first sample. */
export async function insertRecording(
  trx: DatabaseTransaction,
  recording: {
    readonly id: string;
    readonly callId: string;
    readonly tenantId: string;
    readonly sealedKey: Buffer;
    readonly beganAt: Date;
    /** Local date of the last day it is kept. */
    readonly keepUntil: string;
  },
): Promise<void> {
  await trx
    .insertInto("recording")
    .values({ ...recording, state: "recording", segments: "[]" })
    .execute();
}

/** The key of a recording as it is sealed. */
export async function sealedKeyOf(trx: DatabaseTransaction, recordingId: string): Promise<Buffer | undefined> {
  const row = await trx.selectFrom("recording").select("sealedKey").where("id", "=", recordingId).executeTakeFirst();
  return row?.sealedKey;
}

/** A recording whose files are complete. */
export async function finishRecording(
  trx: DatabaseTransaction,
  recording: {
    readonly id: string;
    readonly segments: readonly KeptSegment[];
    readonly durationMs: number;
    readonly bytes: number;
    readonly endedAt: Date;
  },
): Promise<void> {
  const { id, segments, ...rest } = recording;
  await trx
    .updateTable("recording")
    .set({ ...rest, segments: JSON.stringify(segments), state: segments.length === 0 ? "lost" : "kept" })
    .where("id", "=", id)
    .where("state", "in", ["recording", "lost"])
    .execute();
}

/** Recordings of this tenant that no living call holds any more: their switch died before it could finish them. */
export async function abandonedRecordings(trx: DatabaseTransaction, limit: number) {
  const result = await sql<{ readonly id: string; readonly callId: string }>`
    select r.id, r.call_id from recording r
    where r.state = 'recording' and exists (select from cdr c where c.call_id = r.call_id)
    order by r.began_at limit ${limit}::int`.execute(trx);
  return result.rows;
}
