import { type Following, follow } from "../../platform/database/index.ts";
import { ALERTS_CHANGED } from "./alerts-changed.ts";
import { type DeliverOptions, openDeliverer } from "./deliver.effects.ts";
import { openAlertWatch, type WatchOptions } from "./watch-alerts.effects.ts";
import { forgetAlerts } from "./webhook.store.ts";

/** Alerts are looked at so often: a figure that is bad for less than that may be missed. */
const LOOK_MS = 2_000;
const DELIVER_MS = 1_000;
const FORGET_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Deliveries that are over, and what was raised and cleared, are kept so many days. */
const KEPT_DAYS = { deliveries: 30, events: 400 } as const;

/** Watches alerts, and tells addresses outside, until closed. */
export function followAlerts(options: WatchOptions & Pick<DeliverOptions, "key" | "outward" | "sign">): Following {
  const { kit, key, outward, sign } = options;
  const watch = openAlertWatch(options);
  const watching = follow({
    look: async () => void (await watch.look()),
    everyMs: LOOK_MS,
    onFault: (error) => kit.log.warn({ err: error }, "alerts.watching-failed"),
  });
  const deliverer = openDeliverer({ kit, key, outward, sign, onTried: () => delivering.wake() });
  const delivering = follow({
    look: async () => void (await deliverer.begin()),
    everyMs: DELIVER_MS,
    onFault: (error) => kit.log.warn({ err: error }, "alerts.delivering-failed"),
    wokenBy: { news: kit.news, channel: ALERTS_CHANGED },
  });
  const forgetting = follow({
    look: () => {
      const before = (days: number) => new Date(kit.clock.nowMs() - days * DAY_MS);
      return forgetAlerts(kit.db, { deliveries: before(KEPT_DAYS.deliveries), events: before(KEPT_DAYS.events) });
    },
    everyMs: FORGET_MS,
    onFault: (error) => kit.log.warn({ err: error }, "alerts.forgetting-failed"),
  });
  return {
    wake: () => watching.wake(),
    close: () => {
      for (const one of [watching, delivering, forgetting]) one.close();
    },
  };
}
