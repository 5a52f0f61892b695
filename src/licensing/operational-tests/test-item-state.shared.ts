/** How items stand, for the screens that count answers which no server has seen yet. */
export { outcomeOf, testItemStatesOf } from "./evidence/answers.ts";
