/** The working door of signalling. */
export { openBindingBook } from "./binding-book.effects.ts";
export { openSignalling } from "./signalling.effects.ts";
