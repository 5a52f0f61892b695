/**
 * For how long a call centre keeps what it holds: every class with its days, the rule behind them, how much there is and since when; and the
 * days that it may choose itself. What goes is taken by the daily sweeps of the rooms that hold it.
 */
export type { ChosenDays } from "./chosen-days.ts";
export { FIXED_DAYS } from "./held-class.ts";
