import type { CallEngine, Script } from "../calls/index.ts";
import { type OrderedRoute, routeOfOrder } from "../dial-plan/index.ts";
import { dialledAs } from "./called-number.ts";
import { type DestinationContext, letUnbegunGo, overTrunk, targetsOf } from "./destinations.effects.ts";
import { calledDestination } from "./flow-destination.ts";
import type { TraceTap } from "./sip-trace.effects.ts";

/** RFC 3261 §8.1.1.6. */
const HOPS = 70;
/** Text in the record of an ordered call instead of a source address. */
const ORDERED_FROM = "application";

/** A call that an application originates. */
export interface OrderedCall {
  readonly callId: string;
  readonly tenantId: string;
  /** The code under which the call is placed. */
  readonly from: string;
  readonly to: Parameters<typeof routeOfOrder>[2];
  /** The script that controls it once it is answered. */
  readonly script: Script;
  readonly ringMs: number;
  readonly lastsMs: number | null;
  readonly isRecorded: boolean;
}

/** Why such a call was refused. */
export type OrderedCallRefusal =
  | Extract<OrderedRoute, { readonly kind: "refused" }>["why"]
  | "channels-taken"
  | "spending-over"
  | "switch-busy";

/** Dependencies for originated calls. */
export interface OriginateContext extends DestinationContext {
  readonly calls: () => CallEngine;
  readonly trace: Pick<TraceTap, "begin">;
  readonly promptVersion: (tenantId: string, prompt: string) => string;
}

/** Originates a call for an application: its first leg is the called one, and its channel is assigned from now on. */
export function callOut(originateContext: OriginateContext, call: OrderedCall): "begun" | OrderedCallRefusal {
  const { callId, tenantId, from, to, ...order } = call;
  const route = routeOfOrder(originateContext.book(), { tenantId, from }, to);
  if (route.kind === "refused") return route.why;
  const address = to.kind === "number" ? to.number : to.extension;
  const isOutside = route.kind === "trunk";
  const found = isOutside ? dialledAs(overTrunk(originateContext, route), address) : null;
  if (found?.kind === "nowhere") return found.outcome === "spending-limit" ? "spending-over" : "channels-taken";
  const outside = found?.kind === "targets" ? found.targets : [];
  const [target] = route.kind === "phone" ? targetsOf(originateContext, route.phoneId) : outside;
  if (target === undefined || route.number === null) return "phone-unreachable";
  const { legId, party } = target;
  const wish = { legId, callId, tenantId, trunkId: route.kind === "trunk" ? route.trunkId : "" };
  if (isOutside && !originateContext.limits.lead(wish, originateContext.clock.nowMs())) {
    letUnbegunGo(originateContext, tenantId, [legId]);
    return "channels-taken";
  }
  originateContext.trace.begin({ callId, tenantId });
  const isBegun = originateContext.calls().arrive(
    {
      callId,
      tenantId,
      legId,
      party,
      caller: from,
      called: address,
      far: address,
      isEmergency: false,
      ...(isOutside ? { code: from, direction: "outbound" } : { code: null, dialsUnder: from, direction: "internal" }),
      sipCallId: `order-${callId}`,
      from: ORDERED_FROM,
      hasOffer: false,
      hops: HOPS,
      // A call to an internal phone is not recorded, like any internal call, so its notice is not played.
      destination: calledDestination(originateContext, {
        ...order,
        number: route.number,
        isRecorded: isOutside && order.isRecorded,
      }),
    },
    null,
  );
  if (!isBegun) {
    letUnbegunGo(originateContext, tenantId, [legId]);
    originateContext.limits.legGone(legId);
  }
  return isBegun ? "begun" : "switch-busy";
}
