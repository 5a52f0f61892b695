import type { Clock } from "../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { foldTallies } from "./figures.store.ts";

/** Interval at which tallies are added up; reports lag by as much. */
const EVERY_MS = 2_000;
/** Limit of batches in one run; the rest follows in the next. */
const PORTIONS_MAX = 100;

/** Adds tallies of accepted and ended messages to the metrics while the process runs. */
export function followTallies({
  db,
  clock,
  log,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): Following {
  return follow({
    look: async () => {
      for (let portion = 0; portion < PORTIONS_MAX; portion += 1)
        if ((await foldTallies(db, clock.nowMs())) === 0) return;
    },
    everyMs: EVERY_MS,
    onFault: (error) => log.warn({ err: error }, "sms-tallies.not-folded"),
  });
}
