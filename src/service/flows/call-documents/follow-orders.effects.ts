import type { Clock } from "../../../kernel/index.ts";
import { type ChangeFeed, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { Script } from "../../telephony/calls/index.ts";
import { applicationScript } from "./application-script.ts";
import type { CallOrder, CallOrderRefusal, CallOrders } from "./call-order.ts";
import { withKeysPressed } from "./documents/pressing-keys.ts";

/** Looks again this often besides news: a call centre's next second of calls is given out then. */
const POLL_MS = 1_000;
/** Orders taken in one look. */
const TAKEN_MAX = 50;

/** What the follower stands on. */
export interface OrderOptions {
  readonly orders: CallOrders;
  readonly changeFeed: ChangeFeed;
  /** The news by which orders are told. */
  readonly channel: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly switchId: string;
  /** Begins the call, or says why not. */
  readonly begin: (order: CallOrder, script: Script) => "begun" | CallOrderRefusal;
}

/** Begins the calls that applications have ordered, each after it stands on disk that it is: one that may have rung is never begun again. */
export function followCallOrders(options: OrderOptions): Following {
  return follow({
    look: () => pollOrders(options),
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "call-orders.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: options.channel },
  });
}

/** Whatever a look before this one had in hand and could not begin waits again: nothing of it has rung. */
async function pollOrders({ orders, ...options }: OrderOptions): Promise<void> {
  const { switchId, clock } = options;
  await orders.giveBack(switchId);
  for (let isWell = true; isWell; ) {
    const some = await orders.take({ switchId, nowMs: clock.nowMs(), max: TAKEN_MAX });
    isWell = some.length > 0;
    for (const order of some) isWell = (await isJudged({ orders, ...options }, order)) && isWell;
  }
}

/** One order that cannot be judged holds up none behind it; it waits for the next look, or is refused by then. */
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

/** What throws here has rung nobody; it stands as begun, so it is refused and never tried again. */
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
