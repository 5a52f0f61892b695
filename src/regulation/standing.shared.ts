/** Standings of a rule, the most certain first. */
export const STANDINGS = ["confirmed", "observed", "assumed"] as const;

/**
 * Confirmed: verified in the text of a regulation. Observed: seen at an official portal or in an official article,
 * without the text of the regulation. Assumed: a default of Sambung, or a report about a regulation that was not read.
 */
export type Standing = (typeof STANDINGS)[number];
