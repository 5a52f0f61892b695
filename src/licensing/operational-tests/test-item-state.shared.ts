/** State of items, for screens that count answers not yet sent to the server. */
export { outcomeOf, testItemStatesOf } from "./evidence/answers.ts";
