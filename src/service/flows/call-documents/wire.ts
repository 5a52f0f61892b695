/** The working door of programmable calls. */
export { openApplicationGateway } from "./application-desk.effects.ts";
export { openExchangeWriter } from "./exchange-writer.effects.ts";
export { followCallOrders } from "./follow-orders.effects.ts";
export { type HookDirectory, openHookDirectory } from "./hook-book.effects.ts";
export { openTokenCache } from "./token-book.effects.ts";
