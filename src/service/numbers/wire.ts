/** The working door of numbers. */
export { type LineBookOptions, openLineBook } from "./line-book.effects.ts";
