/** The working door of trunks. */
export { addTrunkRoutes } from "./trunk.routes.ts";
export { loadTrunks } from "./trunk.store.ts";
