import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { LostReason } from "./recovery.ts";
import type { StoredSegment } from "./stored-segment.ts";

/** Inserts a new recording before its first sample; false when its id exists already. */
export async function insertRecording(
  trx: DatabaseTransaction,
  recording: {
    readonly id: string;
    readonly callId: string;
    readonly tenantId: string;
    readonly messageQueue: string | null;
    /** The recorded conference; null for a recording of a call. */
    readonly conferenceId: string | null;
    readonly sealedKey: Buffer;
    readonly beganAt: Date;
    /** Local date of the last day of its retention. */
    readonly keepUntil: string;
    /** A recording above the storage limit has the state lost from its beginning. */
    readonly hasRoom: boolean;
  },
): Promise<boolean> {
  const { hasRoom, ...rest } = recording;
  const lost = { state: "lost", lostReason: "no-sound" satisfies LostReason, endedAt: recording.beganAt };
  const inserted = await trx
    .insertInto("recording")
    .values({ ...rest, segments: "[]", ...(hasRoom ? { state: "recording" } : lost) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The encrypted key of a recording in progress. */
export async function openSealedKeyOf(trx: DatabaseTransaction, recordingId: string): Promise<Buffer | undefined> {
  const row = await trx
    .selectFrom("recording")
    .select("sealedKey")
    .where("id", "=", recordingId)
    .where("state", "=", "recording")
    .executeTakeFirst();
  return row?.sealedKey;
}

/** The encrypted key of a recording. */
export async function sealedKeyOf(trx: DatabaseTransaction, recordingId: string): Promise<Buffer | undefined> {
  const row = await trx.selectFrom("recording").select("sealedKey").where("id", "=", recordingId).executeTakeFirst();
  return row?.sealedKey;
}

/** Finishes a recording whose files are complete. */
export async function finishRecording(
  trx: DatabaseTransaction,
  recording: {
    readonly id: string;
    readonly segments: readonly StoredSegment[];
    readonly durationMs: number;
    readonly bytes: number;
    readonly endedAt: Date;
  },
): Promise<void> {
  const { id, segments, ...rest } = recording;
  await trx
    .updateTable("recording")
    .set({
      ...rest,
      segments: JSON.stringify(segments),
      ...(segments.length === 0 ? { state: "lost", lostReason: "no-sound" } : { state: "kept", lostReason: null }),
    })
    .where("id", "=", id)
    .where("state", "in", ["recording", "lost"])
    .execute();
}

/** The maximum of recordings in one sweep. */
const UNFINISHED_MAX = 200;

/**
 * Whether the caller withdrew the consent to this recording. A voicemail is not affected, since the caller leaves it afterwards, after a tone; nor is a
 * conference, which does not record the caller then.
 */
const IS_WITHDRAWN = sql<boolean>`(r.message_queue is null and r.conference_id is null and exists (select from call_event e
  where e.call_id = r.call_id and e.kind = 'recording.consent' and e.data ->> 'answer' = 'withdrawn'))`;

/** Unfinished recordings of the transaction's tenant whose call or conference is over, without those whose caller withdrew the consent, oldest first. */
export async function unfinishedRecordings(trx: DatabaseTransaction): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("recording as r")
    .select("r.id")
    .where("r.state", "=", "recording")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("openCall as o").select("o.callId").whereRef("o.callId", "=", "r.callId"))),
    )
    .where(sql<boolean>`not exists (select from conference c where c.id = r.conference_id and c.ended_at is null)`)
    .where(({ not }) => not(IS_WITHDRAWN))
    .orderBy("r.beganAt")
    .limit(UNFINISHED_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

/** Marks a recording as lost. */
export async function loseRecording(
  trx: DatabaseTransaction,
  lost: { readonly id: string; readonly reason: LostReason; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("recording")
    .set({ state: "lost", lostReason: lost.reason, endedAt: lost.at })
    .where("id", "=", lost.id)
    .where("state", "=", "recording")
    .execute();
}

/** Deletes the key of a recording after a withdrawal of consent. */
export async function dropRecording(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("recording")
    .set({ state: "deleted", sealedKey: Buffer.alloc(0), endedAt: at })
    .where("id", "=", id)
    .where("state", "in", ["recording", "kept", "lost"])
    .execute();
}

/** Recordings with withdrawn consent that a dead switch left in progress. */
export async function withdrawnRecordings(trx: DatabaseTransaction): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("recording as r")
    .select("r.id")
    .where("r.state", "=", "recording")
    .where(IS_WITHDRAWN)
    .orderBy("r.beganAt")
    .limit(UNFINISHED_MAX)
    .execute();
  return rows.map(({ id }) => id);
}
