/** The working door of numbers. */
export { type LineBookOptions, openLineBook } from "./line-book.effects.ts";
export { addNumberRoutes } from "./number.routes.ts";
