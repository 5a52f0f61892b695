import { type Database, inTenant } from "../../../platform/database/index.ts";
import { finishRecording, insertRecording } from "./recording.store.ts";
import type { StoredSegment } from "./stored-segment.ts";

const SAMPLES_PER_MS = 8;

/** A recording of the past whose file exists already. */
export interface PastRecording {
  readonly id: string;
  readonly callId: string;
  readonly tenantId: string;
  /** The queue of a voicemail; null for a conversation. */
  readonly messageQueue: string | null;
  readonly sealedKey: Buffer;
  readonly beganAt: Date;
  readonly endedAt: Date;
  /** Local date of the last day of its retention. */
  readonly keepUntil: string;
  readonly segment: StoredSegment;
  readonly bytes: number;
}

/** Stores a generated recording of a demonstration, begun and finished in one transaction, so that no switch finds it unfinished. */
export async function storePastRecording(db: Database, recording: PastRecording): Promise<void> {
  const { segment, bytes, endedAt, ...begun } = recording;
  await inTenant(db, recording.tenantId, async (trx) => {
    await insertRecording(trx, { ...begun, conferenceId: null, hasRoom: true });
    const durationMs = Math.round(segment.samples / SAMPLES_PER_MS);
    await finishRecording(trx, { id: recording.id, segments: [segment], durationMs, bytes, endedAt });
  });
}
