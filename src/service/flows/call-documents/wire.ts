/** The working door of programmable calls. */
export { openApplicationDesk } from "./application-desk.effects.ts";
export { openExchangeWriter } from "./exchange-writer.effects.ts";
export { followCallOrders } from "./follow-orders.effects.ts";
export { type HookBook, openHookBook } from "./hook-book.effects.ts";
export { openTokenBook } from "./token-book.effects.ts";
