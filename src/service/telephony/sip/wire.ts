/** Composition of the SIP module. */

export { isUrgentLine } from "./emergency-invite.ts";
export { type LocationService, openLocationService } from "./location-service.effects.ts";
export type { OrderedCall, OrderedCallRefusal } from "./order-call.effects.ts";
export { type LoopMeter, type OverloadFigures, openLoopMeter } from "./overload-admission.effects.ts";
export { openSignalling } from "./signalling.effects.ts";
export { openTraceTap, type TraceTap } from "./sip-trace.effects.ts";
