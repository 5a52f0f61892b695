/** Composition of flows. */

export { addFlowRoutes } from "./editor/flow.routes.ts";
export { addFlowVersionRoutes } from "./editor/flow-version.routes.ts";
export { type FlowDirectory, openFlowDirectory } from "./flow-directory.effects.ts";
export type { QueueNames } from "./flow-surroundings.store.ts";
export { areHoursClosed, isClosedByNamedHours } from "./hours/closed-at.store.ts";
export { addNamedHoursRoutes } from "./hours/named-hours.routes.ts";
export { type LiveFlow, loadLiveFlows } from "./live-flows.store.ts";
export { promptUses } from "./prompt-uses.store.ts";
