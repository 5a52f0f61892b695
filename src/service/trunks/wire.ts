/** The working door of trunks. */
export { addTrunkRoutes } from "./trunk.routes.ts";
export { loadTrunks } from "./trunk.store.ts";
export { type KnownTrunkState, keepTrunkState, trunkStates } from "./trunk-state.store.ts";
