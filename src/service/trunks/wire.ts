/** The working door of trunks. */
export { loadTrunks } from "./trunk.store.ts";
export { type KnownTrunkState, keepTrunkState, trunkStates } from "./trunk-state.store.ts";
