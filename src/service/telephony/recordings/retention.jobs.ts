import { unlink } from "node:fs/promises";
import path from "node:path";
import { BY_SYSTEM, type Clock, type IdSource } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ChosenDays } from "../../tenancy/retention/index.ts";
import { filesGone, forgetKeys, forgottenFiles, giveDays } from "./retention.store.ts";
import { dueRetention, ownRetention, type Retention, type RetentionRules } from "./retention.ts";

/** The interval at which the beginning of a new day is detected. */
const POLL_MS = 15 * 60_000;
const AT_ONCE_MAX = 200;
/** The maximum of portions of one tenant in one day; the rest follows the next day. */
const PORTIONS_MAX = 5_000;

/** Deletes old data of the transaction's tenant, `limit` at the most; returns their number. */
type Forget = (trx: DatabaseTransaction, what: { readonly before: Date; readonly limit: number }) => Promise<number>;

/** Dependencies of the retention job. */
export interface RetentionOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  /** The folder of the recordings' files. */
  readonly folder: string;
  readonly rules: () => RetentionRules;
  /** The retention periods that the transaction's tenant has chosen. */
  readonly chosen: (trx: DatabaseTransaction) => Promise<ChosenDays>;
  readonly laterByMonths: (atMs: number, months: number) => number;
  /** The local date of an instant. */
  readonly dateOf: (atMs: number) => string;
  readonly forgetEvents: Forget;
  readonly forgetQueueEvents: Forget;
  readonly forgetTraces: Forget;
}

/** The numbers of deleted data in one day. */
export interface Forgotten {
  readonly recordings: number;
  readonly events: number;
  readonly queueEvents: number;
  readonly traces: number;
}

/** Deletes, once a day, data of calls and queues after their retention periods. */
export function followRetention(options: RetentionOptions): Following {
  let doneOn: string | null = null;
  return follow({
    look: async () => {
      const nowMs = options.clock.nowMs();
      const today = options.dateOf(nowMs);
      const { rules, laterByMonths } = options;
      const due = dueRetention({ doneOn, today, rules: rules(), laterByMonths }, nowMs);
      if (due === null) return;
      options.log.info({ ...(await retain(options, due)) }, "retention.done");
      doneOn = today;
    },
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "retention.failed"),
  });
}

/** One day's work for all tenants. */
export async function retain(options: RetentionOptions, due: Retention): Promise<Forgotten> {
  const { db } = options;
  let total: Forgotten = { recordings: 0, events: 0, queueEvents: 0, traces: 0 };
  for (const tenantId of await options.tenantIds(db)) {
    const old = (forget: Forget, beforeMs: number) =>
      inPortions(() =>
        inTenant(db, tenantId, (trx) => forget(trx, { before: new Date(beforeMs), limit: AT_ONCE_MAX })),
      );
    const chosen = await inTenant(db, tenantId, options.chosen);
    const { recordingDays, begunBeforeMs, tracesBeforeMs } = ownRetention(due, chosen);
    if (recordingDays !== null)
      await inPortions(() =>
        inTenant(db, tenantId, (trx) => giveDays(trx, { days: recordingDays, limit: AT_ONCE_MAX })),
      );
    const begunBefore = begunBeforeMs === null ? null : new Date(begunBeforeMs);
    const going = { tenantId, before: due.recordingsBefore, begunBefore };
    const recordings = await inPortions(() => forgetRecordings(options, going));
    await inPortions(() => removeFiles(options, tenantId));
    const traces = await old(options.forgetTraces, tracesBeforeMs);
    await recordOwnDays(options, tenantId, { chosen, recordings, traces });
    total = {
      recordings: total.recordings + recordings,
      events: total.events + (await old(options.forgetEvents, due.eventsBeforeMs)),
      queueEvents: total.queueEvents + (await old(options.forgetQueueEvents, due.queueEventsBeforeMs)),
      traces: total.traces + traces,
    };
  }
  return total;
}

/** Records deletions by the call centre's own periods in its audit log; deletions by the rule apply to all tenants and are not recorded. */
async function recordOwnDays(
  options: Pick<RetentionOptions, "db" | "clock" | "ids">,
  tenantId: string,
  { chosen, recordings, traces }: { readonly chosen: ChosenDays; readonly recordings: number; readonly traces: number },
): Promise<void> {
  const days = { recordingDays: chosen.recordings ?? null, traceDays: chosen.traces ?? null };
  if (recordings + traces === 0 || (days.recordingDays === null && days.traceDays === null)) return;
  await inTenant(options.db, tenantId, (trx) =>
    recordAudit(trx, options, {
      ...BY_SYSTEM,
      action: "retention.carried-out",
      tenantId,
      subjectKind: "tenant",
      subjectId: tenantId,
      detail: { ...days, recordings, traces },
    }),
  );
}

/** Later than any last day. */
const NEVER = "9999-12-31";

/** Deletes all recordings of a tenant, whatever their last day: the keys first, then the files. Returns their number. */
export async function forgetAllRecordings(
  options: Pick<RetentionOptions, "db" | "clock" | "ids" | "log" | "folder">,
  tenantId: string,
): Promise<number> {
  const gone = await inPortions(() => forgetRecordings(options, { tenantId, before: NEVER, begunBefore: null }));
  await inPortions(() => removeFiles(options, tenantId));
  return gone;
}

/** Deletes the files of a tenant's recordings whose keys were deleted. */
export async function removeForgottenFiles(
  options: Pick<RetentionOptions, "db" | "folder" | "log">,
  tenantId: string,
): Promise<number> {
  return inPortions(() => removeFiles(options, tenantId));
}

/** Repeats until a portion is not full; returns the total number. */
async function inPortions(portion: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let nth = 0; nth < PORTIONS_MAX; nth += 1) {
    const gone = await portion();
    total += gone;
    if (gone < AT_ONCE_MAX) break;
  }
  return total;
}

/** Deletes the keys first, in one transaction with the audit entry: from then on the recordings cannot be played. */
async function forgetRecordings(
  options: Pick<RetentionOptions, "db" | "clock" | "ids">,
  {
    tenantId,
    before,
    begunBefore,
  }: { readonly tenantId: string; readonly before: string; readonly begunBefore: Date | null },
): Promise<number> {
  const at = new Date(options.clock.nowMs());
  return inTenant(options.db, tenantId, async (trx) => {
    const ids = await forgetKeys(trx, { before, begunBefore, at, limit: AT_ONCE_MAX });
    for (const id of ids)
      await recordAudit(trx, options, {
        ...BY_SYSTEM,
        action: "recording.deleted",
        subjectKind: "recording",
        subjectId: id,
        detail: { before },
      });
    return ids.length;
  });
}

/** Deletes files after their keys; those of an interrupted job are deleted by the next one. */
async function removeFiles(
  { db, folder, log }: Pick<RetentionOptions, "db" | "folder" | "log">,
  tenantId: string,
): Promise<number> {
  let removed = 0;
  for (const { id, files } of await inTenant(db, tenantId, (trx) => forgottenFiles(trx, AT_ONCE_MAX))) {
    try {
      for (const file of files) await unlinkIfThere(path.join(folder, path.basename(file)));
      await inTenant(db, tenantId, (trx) => filesGone(trx, id));
      removed += 1;
    } catch (error) {
      log.warn({ err: error, recordingId: id }, "recording.file-not-removed");
    }
  }
  return removed;
}

async function unlinkIfThere(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isGone) throw error;
  }
}
