import { type Following, follow } from "../../../platform/database/index.ts";
import { forgetAlerts } from "./alert-event.store.ts";
import { openAlertWatch, type WatchOptions } from "./watch-alerts.effects.ts";

/** The interval at which alerts are evaluated: a value that is bad for less time may be missed. */
const SWEEP_MS = 2_000;
const FORGET_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Cleared alert events are stored for this many days. */
const RETENTION_DAYS = 400;

/** Evaluates alerts until closed. */
export function followAlerts(options: WatchOptions): Following {
  const { kit } = options;
  const watch = openAlertWatch(options);
  const watching = follow({
    look: async () => void (await watch.look()),
    everyMs: SWEEP_MS,
    onFault: (error) => kit.log.warn({ err: error }, "alerts.watching-failed"),
  });
  const forgetting = follow({
    look: () => forgetAlerts(kit.db, new Date(kit.clock.nowMs() - RETENTION_DAYS * DAY_MS)),
    everyMs: FORGET_MS,
    onFault: (error) => kit.log.warn({ err: error }, "alerts.forgetting-failed"),
  });
  return {
    wake: () => watching.wake(),
    close: () => {
      for (const one of [watching, forgetting]) one.close();
    },
  };
}
