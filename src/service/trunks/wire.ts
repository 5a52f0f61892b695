/** The working door of trunks. */
export { loadTrunks } from "./trunk.store.ts";
