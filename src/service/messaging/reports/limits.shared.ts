/** Limit of days of one SMS report. */
export const REPORT_DAYS_MAX = 366;
