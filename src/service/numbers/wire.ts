/** The working door of numbers. */
export { loadNumbers } from "./number.store.ts";
