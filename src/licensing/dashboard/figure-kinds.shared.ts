/** The kinds of case, in the order of the process. */
export const CASE_KINDS = ["registration", "numbering", "licence", "test", "sklo", "handover"] as const;

/** Periods of ended cases, in days. */
export const PERIODS_DAYS = [30, 90, 365] as const;
