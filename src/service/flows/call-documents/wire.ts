/** Composition of programmable calls. */
export { openApplicationGateway } from "./application-gateway.effects.ts";
export { openExchangeWriter } from "./exchange-writer.effects.ts";
export { followCallOrders } from "./follow-orders.effects.ts";
export { type HookDirectory, openHookDirectory } from "./hook-directory.effects.ts";
export { openTokenCache } from "./token-cache.effects.ts";
