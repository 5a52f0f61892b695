/** Days that one report of short messages spans at the most. */
export const REPORT_DAYS_MAX = 366;
