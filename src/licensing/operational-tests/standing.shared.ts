/** How items stand, for the screens that count answers which no server has seen yet. */
export { outcomeOf, standingOf } from "./evidence/answers.ts";
