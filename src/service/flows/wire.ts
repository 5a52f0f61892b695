/** The working door of flows. */

export { areHoursClosed, isClosedByNamedHours } from "./closed-at.store.ts";
export { addFlowRoutes } from "./flow.routes.ts";
export { type FlowBook, openFlowBook } from "./flow-book.effects.ts";
export type { QueueNames } from "./flow-surroundings.store.ts";
export { addFlowVersionRoutes } from "./flow-version.routes.ts";
export { type LiveFlow, loadLiveFlows } from "./live-flows.store.ts";
export { addNamedHoursRoutes } from "./named-hours.routes.ts";
export { promptUses } from "./prompt-uses.store.ts";
