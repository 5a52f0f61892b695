/**
 * The retention of a call centre's data: every class with its period, the rule behind it, its count and its oldest row; and the periods that the call
 * centre may choose. The daily sweeps of the modules that store the data delete it.
 */
export type { ChosenDays } from "./chosen-days.ts";
export { FIXED_DAYS } from "./held-class.ts";
