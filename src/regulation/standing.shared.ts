/** How sure a rule is, the surest first. */
export const STANDINGS = ["confirmed", "observed", "assumed"] as const;

/**
 * Confirmed: the text of a regulation was read. Observed: seen at an official portal or in an official article, without
 * the text of the regulation. Assumed: a default of Sambung's, or a report about a regulation that was not read.
 */
export type Standing = (typeof STANDINGS)[number];
