/** Composition of trunks: routes, stores and DNS cache. */
export { type DnsCache, openDnsCache } from "./dns-cache.effects.ts";
export { addTrunkRoutes } from "./trunk.routes.ts";
export { loadTrunks } from "./trunk.store.ts";
export type { ForbiddenHost } from "./trunk.ts";
export { addTrunkAddressRoutes } from "./trunk-address.routes.ts";
export { forbiddenHostOf } from "./trunk-host.effects.ts";
export { type KnownTrunkState, trunkStates } from "./trunk-state.store.ts";
export { openTrunkStateKeeper } from "./trunk-state-keeper.effects.ts";
