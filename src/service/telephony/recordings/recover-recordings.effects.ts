import type { Clock, Result } from "../../../kernel/index.ts";
import { type Database, type Following, follow, inTenant } from "../../../platform/database/index.ts";
import type { RecordingSegment } from "../../../platform/media/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { loseRecording, unfinishedRecordings, withdrawnRecordings } from "./recording.store.ts";
import type { RecordingKeeper } from "./recording-keeper.effects.ts";
import { afterRefusal, type LostReason } from "./recovery.ts";

const POLL_MS = 10_000;
/** A look that settled so many has probably not seen all: it is followed by another at once. */
const AGAIN_FROM = 50;
/** Looks that are remembered; a recording forgotten here is only looked for longer. */
const ATTEMPTS_TRACKED_MAX = 10_000;

/** What is known of a recording whose key does not open: nobody is asked to finish it. */
const KEYLESS = { ok: false, refusal: "key-unreadable" } as const;

/** What the recovery stands on. */
export interface RecoveryOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly keeper: RecordingKeeper;
  /** Ends a recording at the media engine and makes its files; its journals may be those of a dead engine. */
  readonly stop: (recordingId: string, keyBase64: string) => Promise<Result<readonly RecordingSegment[], string>>;
  /** Lets the media engine go of what it keeps of a lost recording. */
  readonly forget: (recordingId: string) => Promise<Result<null, string>>;
  /** Whether a call of this switch still records it, or is finishing it. */
  readonly isBusy: (recordingId: string) => boolean;
}

/**
 * Finishes recordings that a dead switch or media process left: from the engine's journals where there is sound, else
 * they are marked as lost with the reason. It looks at once and again every ten seconds.
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

/** One look at all unfinished recordings; answers how many were finished or lost. */
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
          // One recording that cannot be looked at must not keep the others waiting.
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

/** The engine lets go first, and the key goes then; where it does not, the next look tries again. */
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

/** The engine lets go first: whoever is lost here is never looked at again. False while it does not answer. */
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
