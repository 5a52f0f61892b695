import type { Clock } from "../../kernel/index.ts";
import { type Following, follow, type News } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { Script } from "../calls/index.ts";
import { applicationScript } from "./application-script.ts";
import type { CallOrder, CallOrderRefusal, CallOrders } from "./call-order.ts";
import { withKeysPressed } from "./pressing-keys.ts";

/** Looks again this often besides news: a call centre's next second of calls is given out then. */
const LOOK_MS = 1_000;
/** Orders taken in one look. */
const TAKEN_MAX = 50;

/** What the follower stands on. */
export interface OrderOptions {
  readonly orders: CallOrders;
  readonly news: News;
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
    look: async () => {
      for (let some = await take(options); some.length > 0; some = await take(options)) {
        for (const order of some) await begin(options, order);
      }
    },
    everyMs: LOOK_MS,
    onFault: (error) => options.log.warn({ err: error }, "call-orders.not-read"),
    wokenBy: { news: options.news, channel: options.channel },
  });
}

function take({ orders, switchId, clock }: OrderOptions): Promise<readonly CallOrder[]> {
  return orders.take({ switchId, nowMs: clock.nowMs(), max: TAKEN_MAX });
}

async function begin({ orders, clock, log, ...options }: OrderOptions, order: CallOrder): Promise<void> {
  const { callId, tenantId } = order;
  if (!(await orders.begun(order, clock.nowMs()))) return;
  const begun = options.begin(order, scriptOf(order));
  log.info({ callId, tenantId, begun }, "call-order.done");
  if (begun !== "begun") await orders.refused(order, begun, clock.nowMs());
}

function scriptOf({ instructions, sendDigits }: CallOrder): Script {
  const script = applicationScript({ instructions, fallbackQueueId: null });
  return sendDigits === null ? script : withKeysPressed(script, sendDigits);
}
