import type { Clock } from "../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { foldTallies } from "./figures.store.ts";

/** What happened is added up so often: a report is that much behind. */
const EVERY_MS = 2_000;
/** Portions of one look; what is left goes with the next. */
const PORTIONS_MAX = 100;

/** Adds up what was taken and what became of it, for as long as the process lives. */
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
