import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { KeptSegment } from "./kept-segment.ts";

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
