import { follow, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type DeliverOptions, openDeliverer } from "./deliver.effects.ts";
import { buryDeliveries, forgetDeliveries, fullEndpoints } from "./delivery.store.ts";
import { WEBHOOKS_CHANGED } from "./webhooks-changed.ts";

const DELIVER_MS = 1_000;
const SWEEP_MS = 60_000;
const FORGET_MS = 3_600_000;
/** What is over, and its exchanges, are kept so long. */
const KEPT_MS = 7 * 86_400_000;
/** Rows of one statement, and statements of one sweep. */
const ROWS_MAX = 5_000;
const STATEMENTS_MAX = 200;
/** More than this never waits for one address: it is switched off, and what waits stays. */
const WAITING_MAX = 100_000;

/**
 * Calls addresses, gives up what nobody hears and forgets what is over, until closed. Closing waits for the calls that go on, which end in
 * their time: what they come to is written down, and not said again by the next process.
 */
export function followWebhooks(options: DeliverOptions & Pick<Kit, "news">): { close(): Promise<void> } {
  const { kit } = options;
  const deliverer = openDeliverer({ ...options, onTried: () => delivering.wake() });
  const said = (event: string) => (error: unknown) => kit.log.warn({ err: error }, event);
  const delivering = follow({
    look: async () => void (await deliverer.begin()),
    everyMs: DELIVER_MS,
    onFault: said("webhooks.delivering-failed"),
    wokenBy: { news: options.news, channel: WEBHOOKS_CHANGED },
  });
  const sweeping = follow({
    look: () => sweepWebhooks(options),
    everyMs: SWEEP_MS,
    onFault: said("webhooks.sweeping-failed"),
  });
  const forgetting = follow({
    look: () => {
      const before = new Date(kit.clock.nowMs() - KEPT_MS);
      return inPieces(() => forgetDeliveries(kit.db, before, ROWS_MAX));
    },
    everyMs: FORGET_MS,
    onFault: said("webhooks.forgetting-failed"),
  });
  return {
    close: async () => {
      for (const one of [delivering, sweeping, forgetting]) one.close();
      await deliverer.rest();
    },
  };
}

/** Gives up what nobody heard in its time, drops what has no address any more, and switches off for what too much waits. */
export async function sweepWebhooks(
  { kit, switchOff }: Pick<DeliverOptions, "kit" | "switchOff">,
  waitingMax = WAITING_MAX,
): Promise<void> {
  await inPieces(() => buryDeliveries(kit.db, new Date(kit.clock.nowMs()), ROWS_MAX));
  for (const { tenantId, endpointId } of await fullEndpoints(kit.db, waitingMax)) {
    await inTenant(kit.db, tenantId, (trx) => switchOff(trx, { tenantId, endpointId, why: "full" }));
  }
}

async function inPieces(work: () => Promise<number>): Promise<void> {
  for (let statement = 0; statement < STATEMENTS_MAX; statement += 1) {
    if ((await work()) < ROWS_MAX) return;
  }
}
