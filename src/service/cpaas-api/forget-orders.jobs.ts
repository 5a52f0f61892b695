import type { Clock } from "../../kernel/index.ts";
import { type Database, type Following, follow } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { FIXED_DAYS } from "../retention/index.ts";
import { forgetApiCalls } from "./call-orders.store.ts";
import { forgetConferences } from "./kept-conference.store.ts";
import { forgetToldCalls } from "./told-call.store.ts";

const HOUR_MS = 3_600_000;
/** What an application asked for is kept so long; what happened in its calls stays by the rules of calls. */
const KEPT_MS = FIXED_DAYS["ordered-calls"] * 24 * HOUR_MS;
const PORTION = 1_000;
const PORTIONS_MAX = 100;

/** Forgets, hour by hour, orders of calls and conferences that are over and old. */
export function followOldOrders({
  db,
  clock,
  log,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): Following {
  let isClosed = false;
  const following = follow({
    look: async () => {
      const createdBefore = new Date(clock.nowMs() - KEPT_MS);
      for (const forget of [forgetApiCalls, forgetConferences, forgetToldCalls])
        for (let portion = 0; portion < PORTIONS_MAX && !isClosed; portion += 1) {
          if ((await forget(db, { createdBefore, limit: PORTION })) < PORTION) break;
        }
    },
    everyMs: HOUR_MS,
    onFault: (error) => log.warn({ err: error }, "call-orders.not-forgotten"),
  });
  return {
    ...following,
    close: () => {
      isClosed = true;
      following.close();
    },
  };
}
