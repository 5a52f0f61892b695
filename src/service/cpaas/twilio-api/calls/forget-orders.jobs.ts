import type { Clock } from "../../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import { FIXED_DAYS } from "../../../tenancy/retention/index.ts";
import { forgetConferences } from "../conferences/conference-resource.store.ts";
import { purgeCallCallbacks } from "./call-callback.store.ts";
import { forgetApiCalls } from "./call-orders.store.ts";

const HOUR_MS = 3_600_000;
/** Retention period of API call orders; call events follow the retention rules of calls. */
const RETENTION_MS = FIXED_DAYS["ordered-calls"] * 24 * HOUR_MS;
const PORTION = 1_000;
/** Maximum batches per run: more than an hour can create at any permitted rate, each with its events. */
const PORTIONS_MAX = 500;

interface ForgettingKit {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** Deletes one batch; returns the number, which equals the limit if more rows remain. */
type Forget = (db: Database, portion: { readonly createdBefore: Date; readonly limit: number }) => Promise<number>;

/** Purges several kinds of rows in batches; a failure of one kind does not stop the others. */
export async function forgetOldOrders(
  { db, clock, log }: ForgettingKit,
  { forgets, isClosed }: { readonly forgets: readonly Forget[]; readonly isClosed: () => boolean },
): Promise<void> {
  const createdBefore = new Date(clock.nowMs() - RETENTION_MS);
  for (const forget of forgets)
    try {
      for (let portion = 0; portion < PORTIONS_MAX && !isClosed(); portion += 1) {
        if ((await forget(db, { createdBefore, limit: PORTION })) < PORTION) break;
      }
    } catch (error) {
      log.warn({ err: error, kind: forget.name }, "call-orders.not-forgotten");
    }
}

/** Purges old completed call and conference orders every hour. */
export function followOldOrders(kit: ForgettingKit): Following {
  const forgets = [forgetApiCalls, forgetConferences, purgeCallCallbacks];
  return follow({
    look: (isClosed) => forgetOldOrders(kit, { forgets, isClosed }),
    everyMs: HOUR_MS,
    onFault: (error) => kit.log.warn({ err: error }, "call-orders.not-forgotten"),
  });
}
