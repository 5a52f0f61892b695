/** The working door of flows. */
export { type LiveFlow, loadLiveFlows } from "./live-flows.store.ts";
