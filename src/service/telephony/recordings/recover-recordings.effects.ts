import type { Clock, Result } from "../../../kernel/index.ts";
import { type Database, type Following, follow, inTenant } from "../../../platform/database/index.ts";
import type { RecordingSegment } from "../../../platform/media/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { loseRecording, unfinishedRecordings, withdrawnRecordings } from "./recording.store.ts";
import type { RecordingKeeper } from "./recording-keeper.effects.ts";
import { afterRefusal, type LostReason } from "./recovery.ts";

const POLL_MS = 10_000;
/** After a sweep that settled this many recordings, another one follows at once, since more are probably waiting. */
const AGAIN_FROM = 50;
/** The maximum of counted attempts; a recording beyond it is only retried for longer. */
const ATTEMPTS_TRACKED_MAX = 10_000;

/** The result for a recording whose key cannot be decrypted: the media engine is not called. */
const KEYLESS = { ok: false, refusal: "key-unreadable" } as const;

/** Dependencies of the recovery. */
export interface RecoveryOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly keeper: RecordingKeeper;
  /** Ends a recording at the media engine and creates its files; its journals may be those of a dead engine. */
  readonly stop: (recordingId: string, keyBase64: string) => Promise<Result<readonly RecordingSegment[], string>>;
  /** Makes the media engine delete its data of a lost recording. */
  readonly forget: (recordingId: string) => Promise<Result<null, string>>;
  /** Whether a call of this switch still records it, or is finishing it. */
  readonly isBusy: (recordingId: string) => boolean;
}

/**
 * Finishes recordings that a dead switch or media process left: from the engine's journals if there is audio, otherwise they are marked as lost with the
 * reason. It runs at once and again every ten seconds.
 */
export function followUnfinished(options: RecoveryOptions): Following {
  const looks = new Map<string, number>();
  return follow({
    look: async () => {
      while ((await recoverRecordings(options, looks)) >= AGAIN_FROM);
    },
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "recordings.not-recovered"),
  });
}

/** One sweep over all unfinished recordings; returns the number of finished and lost ones. */
export async function recoverRecordings(options: RecoveryOptions, looks: Map<string, number>): Promise<number> {
  const { db, log } = options;
  let settled = 0;
  for (const tenantId of await options.tenantIds(db)) {
    const each = async (ids: readonly string[], settle: (of: Named) => Promise<boolean>): Promise<void> => {
      for (const recordingId of ids) {
        if (options.isBusy(recordingId)) continue;
        try {
          if (await settle({ recordingId, tenantId })) settled += 1;
        } catch (error) {
          // A recording that fails must not delay the others.
          log.error({ err: error, recordingId }, "recording.not-recovered");
        }
      }
    };
    await each(await inTenant(db, tenantId, withdrawnRecordings), (one) => deleteWithdrawn(options, one));
    await each(await inTenant(db, tenantId, unfinishedRecordings), (one) => recover(options, one, looks));
  }
  return settled;
}

interface Named {
  readonly recordingId: string;
  readonly tenantId: string;
}

/** The engine deletes its data first, then the key is deleted; on a failure the next sweep retries. */
async function deleteWithdrawn({ keeper, forget }: RecoveryOptions, recording: Named): Promise<boolean> {
  if (!(await forget(recording.recordingId)).ok) return false;
  await keeper.drop(recording);
  return true;
}

async function recover(options: RecoveryOptions, recording: Named, looks: Map<string, number>): Promise<boolean> {
  const { recordingId } = recording;
  const key = await options.keeper.keyOf(recording);
  const stopped = key === null ? KEYLESS : await options.stop(recordingId, key);
  if (stopped.ok) {
    await options.keeper.finish(recording, stopped.value);
    looks.delete(recordingId);
    options.log.warn({ recordingId, segments: stopped.value.length }, "recording.recovered");
    return true;
  }
  const look = (looks.get(recordingId) ?? 0) + 1;
  if (looks.size < ATTEMPTS_TRACKED_MAX) looks.set(recordingId, look);
  const decided = afterRefusal(stopped.refusal, look);
  if (decided.does === "wait" || !(await lose(options, recording, decided.reason))) return false;
  looks.delete(recordingId);
  return true;
}

/** The engine deletes its data first, since a lost recording is never checked again. False while the engine does not respond. */
async function lose(
  { db, clock, log, forget }: RecoveryOptions,
  { recordingId, tenantId }: Named,
  reason: LostReason,
): Promise<boolean> {
  if (!(await forget(recordingId)).ok) return false;
  const at = new Date(clock.nowMs());
  await inTenant(db, tenantId, (trx) => loseRecording(trx, { id: recordingId, reason, at }));
  log.error({ recordingId, reason }, "recording.lost");
  return true;
}
