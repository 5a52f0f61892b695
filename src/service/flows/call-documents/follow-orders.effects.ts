import type { Clock } from "../../../kernel/index.ts";
import { type ChangeFeed, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { Script } from "../../telephony/calls/index.ts";
import { applicationScript } from "./application-script.ts";
import type { CallOrder, CallOrderRefusal, CallOrders } from "./call-order.ts";
import { withKeysPressed } from "./documents/pressing-keys.ts";

/** Polling interval besides the change feed: a call centre's next second of calls is handed out then. */
const POLL_MS = 1_000;
/** Maximum orders claimed in one poll. */
const TAKEN_MAX = 50;

/** Dependencies of the follower. */
export interface OrderOptions {
  readonly orders: CallOrders;
  readonly changeFeed: ChangeFeed;
  /** The change-feed channel of orders. */
  readonly channel: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly switchId: string;
  /** Begins the call, or returns the reason of the refusal. */
  readonly begin: (order: CallOrder, script: Script) => "begun" | CallOrderRefusal;
}

/** Begins the calls that applications have ordered, each after `begun` is on disk: a call that may have rung is never begun again. */
export function followCallOrders(options: OrderOptions): Following {
  return follow({
    look: () => pollOrders(options),
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "call-orders.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: options.channel },
  });
}

/** Orders that an earlier poll claimed and could not begin wait again: none of them has rung. */
async function pollOrders({ orders, ...options }: OrderOptions): Promise<void> {
  const { switchId, clock } = options;
  await orders.giveBack(switchId);
  for (let isWell = true; isWell; ) {
    const some = await orders.take({ switchId, nowMs: clock.nowMs(), max: TAKEN_MAX });
    isWell = some.length > 0;
    for (const order of some) isWell = (await isJudged({ orders, ...options }, order)) && isWell;
  }
}

/** An order whose check fails does not delay the orders behind it; it waits for the next poll, or is refused by then. */
async function isJudged(options: OrderOptions, order: CallOrder): Promise<boolean> {
  try {
    await begin(options, order);
    return true;
  } catch (error) {
    options.log.warn({ err: error, callId: order.callId }, "call-order.not-judged");
    return false;
  }
}

async function begin(options: OrderOptions, order: CallOrder): Promise<void> {
  const { orders, clock, log } = options;
  const { callId, tenantId } = order;
  if (!(await orders.begun(order, clock.nowMs()))) return;
  const begun = ringing(options, order);
  log.info({ callId, tenantId, begun }, "call-order.done");
  if (begun !== "begun") await orders.refused(order, begun, clock.nowMs());
}

/** An exception here means that no target has rung; the order is `begun`, so it is refused and never retried. */
function ringing(options: OrderOptions, order: CallOrder): "begun" | CallOrderRefusal {
  try {
    return options.begin(order, scriptOf(order));
  } catch (error) {
    options.log.error({ err: error, callId: order.callId }, "call-order.not-begun");
    return "switch-busy";
  }
}

function scriptOf({ instructions, sendDigits }: CallOrder): Script {
  const script = applicationScript({ instructions, fallbackQueueId: null });
  return sendDigits === null ? script : withKeysPressed(script, sendDigits);
}
