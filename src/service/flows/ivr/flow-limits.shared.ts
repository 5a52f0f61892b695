/** Elements and limits of flows, without the schema, which browsers do not need. */

/** Maximum steps of a flow. */
export const STEPS_MAX = 200;
/** Maximum choices of a menu, and tests of a condition. */
export const CHOICES_MAX = 12;
/** Maximum parts of an announcement. */
export const PIECES_MAX = 10;
/** Maximum intervals of opening hours in a day. */
export const INTERVALS_MAX = 6;
/** Maximum dates with special hours. */
export const SPECIAL_DAYS_MAX = 60;
/** Maximum questions of a survey. */
export const QUESTIONS_MAX = 5;

/** How a value is read to the caller. */
export const READINGS = ["number", "ordinal", "digits", "phone", "date", "time", "rupiah", "duration"] as const;

/** Comparisons of a condition with a variable. */
export const COMPARISONS = ["equals", "begins-with", "is-set"] as const;

/** Keys by which an entry of a list is looked up. */
export const LOOKUP_KEYS = ["code", "postcode"] as const;

/** Maximum characters of the announcement of an entry. */
export const SAYS_MAX = 500;

/** The time zones of opening hours. */
export const FLOW_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

/** Weekdays in the order of ISO 8601. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
