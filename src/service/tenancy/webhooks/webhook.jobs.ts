import { follow, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { FIXED_DAYS } from "../retention/index.ts";
import { type DeliverOptions, openDeliverer } from "./deliver.effects.ts";
import {
  buryDeliveries,
  busyEndpoints,
  type EndpointOf,
  forgetDeliveries,
  isFull,
  purgeIdleCallbackHosts,
} from "./delivery.store.ts";
import { WEBHOOKS_CHANGED } from "./webhooks-changed.ts";

const DELIVER_MS = 1_000;
const SWEEP_MS = 15_000;
const FORGET_MS = 300_000;
/** The retention of ended deliveries and their exchanges. */
const RETENTION_MS = FIXED_DAYS["webhook-calls"] * 86_400_000;
/** The minimum retention of a host that an application named. */
const PLACE_MS = 30 * 86_400_000;
/** The maximum of rows of one statement, and of statements of one sweep. */
const ROWS_MAX = 5_000;
const STATEMENTS_MAX = 1_000;
/** The maximum of deliveries that wait for one endpoint, silent or slow: above it, the endpoint is switched off, and waiting deliveries stay. */
const WAITING_MAX = 100_000;
/** Endpoints with less than this share of the maximum are not checked individually. */
const BUSY_SHARE = 0.01;
const ENDPOINTS_AT_ONCE = 500;

/**
 * Delivers webhooks, expires deliveries after their time limit and purges ended ones, until closed. Closing waits for the requests in progress, which end
 * within their time limit: their results are stored, so that the next process does not repeat them.
 */
export function followWebhooks(options: DeliverOptions & Pick<Kit, "changeFeed">): { close(): Promise<void> } {
  const { kit } = options;
  const deliverer = openDeliverer({ ...options, onTried: () => delivering.wake() });
  const closed = { is: false };
  const said = (event: string) => (error: unknown) => kit.log.warn({ err: error }, event);
  const delivering = follow({
    look: async () => void (await deliverer.begin()),
    everyMs: DELIVER_MS,
    onFault: said("webhooks.delivering-failed"),
    wokenBy: { changeFeed: options.changeFeed, channel: WEBHOOKS_CHANGED },
  });
  const sweeping = follow({
    look: () => sweepWebhooks(options),
    everyMs: SWEEP_MS,
    onFault: said("webhooks.sweeping-failed"),
  });
  const forgetting = follow({
    look: () => forgetWebhooks(options, () => closed.is),
    everyMs: FORGET_MS,
    onFault: said("webhooks.forgetting-failed"),
  });
  return {
    close: async () => {
      closed.is = true;
      for (const one of [delivering, sweeping, forgetting]) one.close();
      await deliverer.rest();
    },
  };
}

/** Purges ended deliveries, and hosts that no application names any more. */
export async function forgetWebhooks(
  { kit: { db, clock } }: Pick<DeliverOptions, "kit">,
  isClosed: () => boolean = () => false,
): Promise<void> {
  const unless = (work: () => Promise<number>) => () => (isClosed() ? Promise.resolve(0) : work());
  const before = (ms: number) => new Date(clock.nowMs() - ms);
  await inPieces(unless(() => forgetDeliveries(db, before(RETENTION_MS), ROWS_MAX)));
  await inPieces(unless(() => purgeIdleCallbackHosts(db, before(PLACE_MS), ROWS_MAX)));
}

/** Expires deliveries after their time limit, drops those without an endpoint, and switches endpoints off that have too many. */
export async function sweepWebhooks(
  { kit, switchOff }: Pick<DeliverOptions, "kit" | "switchOff">,
  waitingMax = WAITING_MAX,
): Promise<void> {
  await inPieces(() => buryDeliveries(kit.db, new Date(kit.clock.nowMs()), ROWS_MAX));
  const above = Math.floor(waitingMax * BUSY_SHARE);
  for (let behind: string | null = null; ; ) {
    const busy: readonly EndpointOf[] = await busyEndpoints(kit.db, { above, behind, limit: ENDPOINTS_AT_ONCE });
    for (const { tenantId, endpointId } of busy) {
      await inTenant(kit.db, tenantId, async (trx) => {
        if (await isFull(trx, endpointId, waitingMax)) await switchOff(trx, { tenantId, endpointId, why: "full" });
      });
    }
    const last = busy.at(-1);
    if (last === undefined || busy.length < ENDPOINTS_AT_ONCE) return;
    behind = last.endpointId;
  }
}

async function inPieces(work: () => Promise<number>): Promise<void> {
  for (let statement = 0; statement < STATEMENTS_MAX; statement += 1) {
    if ((await work()) < ROWS_MAX) return;
  }
}
