/**
 * The dashboard: number of cases by stage, adherence to processing times, longest waiting cases, upcoming tests and the
 * stock of codes. Each figure is the number of rows of a list with a filter, and names both; they are counted by the
 * same condition.
 */
export type { Dashboard } from "./contract.ts";
