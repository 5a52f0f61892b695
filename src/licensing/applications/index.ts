/** Licence applications: the case from its first draft to the verified documents. */
export { ITEM_VERDICTS, LICENCE_COMMANDS, LICENCE_STATES } from "./licence-words.ts";
