import { BY_SYSTEM } from "../../kernel/index.ts";
import { recordAudit } from "../audit/index.ts";
import { type Following, follow } from "../database/index.ts";
import type { Kit } from "../kit/index.ts";
import { PURGED, type Purged, type PurgePeriods, purgeRows } from "./purge.store.ts";

const DAY_MS = 86_400_000;
/** Interval at which the job checks for a new day. */
const POLL_MS = 15 * 60_000;
/** Maximum number of rows of one transaction, and of transactions of one table per day; the rest follows the next day. */
const ROWS_MAX = 1_000;
const BATCHES_MAX = 1_000;

type PurgeKit = Pick<Kit, "db" | "clock" | "ids" | "log">;

/** Limits of one run. */
interface PurgeRun {
  readonly periods: PurgePeriods;
  readonly rows?: number;
  readonly batches?: number;
  readonly isClosed?: () => boolean;
}

/** Deletes once a day the rows whose retention period under the current rules has ended, until closed. */
export function followPurge(
  kit: PurgeKit,
  { periods, dateOf }: { readonly periods: () => PurgePeriods; readonly dateOf: (atMs: number) => string },
): Following {
  let doneOn: string | null = null;
  return follow({
    look: async (isClosed) => {
      const today = dateOf(kit.clock.nowMs());
      if (doneOn === today) return;
      await purge(kit, { periods: periods(), isClosed });
      doneOn = today;
    },
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "purge.failed"),
  });
}

/** Purges every table in batches; an error in one table does not stop the others and is thrown at the end. */
export async function purge(kit: PurgeKit, run: PurgeRun): Promise<void> {
  const faults: unknown[] = [];
  for (const purged of PURGED) {
    try {
      const rows = await purgeTable(kit, purged, run);
      if (rows > 0) kit.log.info({ table: purged.table, rows }, "purge.done");
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "some tables were not purged");
}

async function purgeTable(kit: PurgeKit, { table, period }: Purged, run: PurgeRun): Promise<number> {
  const { periods, rows = ROWS_MAX, batches = BATCHES_MAX, isClosed = () => false } = run;
  const before = new Date(kit.clock.nowMs() - periods[period] * DAY_MS);
  let total = 0;
  for (let batch = 0; batch < batches && !isClosed(); batch += 1) {
    const purged = await purgeBatch(kit, { table, before, rows, days: periods[period] });
    total += purged;
    if (purged < rows) break;
  }
  return total;
}

/** One batch with its audit entry, in one transaction, so that every deletion is recorded. The entry contains the number of rows only. */
async function purgeBatch(
  kit: PurgeKit,
  batch: { readonly table: Purged["table"]; readonly before: Date; readonly rows: number; readonly days: number },
): Promise<number> {
  return kit.db.transaction().execute(async (trx) => {
    const purged = await purgeRows(trx, batch);
    if (purged > 0)
      await recordAudit(trx, kit, {
        ...BY_SYSTEM,
        action: "records.purged",
        subjectKind: "table",
        subjectId: batch.table,
        detail: { rows: purged, days: batch.days },
      });
    return purged;
  });
}
