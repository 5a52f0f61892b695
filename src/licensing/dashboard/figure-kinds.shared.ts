/** The kinds of case, in the order of the journey. */
export const CASE_KINDS = ["registration", "numbering", "licence", "test", "sklo", "handover"] as const;

/** How far back what has ended is counted, in days. */
export const PERIODS_DAYS = [30, 90, 365] as const;
