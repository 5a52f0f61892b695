/** The composition of the dial plan: its routes and the routing directory. */
export { type LineBookOptions, openLineBook } from "./line-book.effects.ts";
export { addNumberRoutes } from "./number.routes.ts";
export { addTestWindowRoutes } from "./test-window.routes.ts";
