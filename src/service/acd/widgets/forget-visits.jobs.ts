import type { Clock } from "../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { forgetVisits } from "./visit.store.ts";

const HOUR_MS = 3_600_000;
const PORTION = 1_000;
const PORTIONS_MAX = 100;

/** Purges expired data of website visits every hour, also of widgets without use. */
export function followOldVisits({
  db,
  clock,
  log,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): Following {
  return follow({
    look: async (isClosed) => {
      for (let portion = 0; portion < PORTIONS_MAX && !isClosed(); portion += 1)
        if ((await forgetVisits(db, { nowMs: clock.nowMs(), limit: PORTION })) < PORTION) return;
    },
    everyMs: HOUR_MS,
    onFault: (error) => log.warn({ err: error }, "widget-visits.not-forgotten"),
  });
}
