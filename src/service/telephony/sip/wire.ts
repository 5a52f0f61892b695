/** The working door of signalling. */
export { type LocationService, openLocationService } from "./binding-book.effects.ts";
export type { OrderedCall, OrderedCallRefusal } from "./order-call.effects.ts";
export { type LoopMeter, type OverloadFigures, openLoopMeter } from "./overload-gate.effects.ts";
export { openSignalling } from "./signalling.effects.ts";
export { openTraceTap, type TraceTap } from "./trace-tap.effects.ts";
export { isUrgentLine } from "./urgent-line.ts";
