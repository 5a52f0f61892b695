/** What flows are made of, and how much of it, without the schema: browsers need these and not the schema. */

/** Steps of a flow at the most. */
export const STEPS_MAX = 200;
/** Choices of a menu, and tests of a condition, at the most. */
export const CHOICES_MAX = 12;
/** Pieces of a phrase at the most. */
export const PIECES_MAX = 10;
/** Spans of hours in a day at the most. */
export const INTERVALS_MAX = 6;
/** Days with hours of their own at the most. */
export const SPECIAL_DAYS_MAX = 60;
/** Questions of a survey at the most. */
export const QUESTIONS_MAX = 5;

/** How a value is read to the caller. */
export const READINGS = ["number", "ordinal", "digits", "phone", "date", "time", "rupiah", "duration"] as const;

/** What a condition may ask of a value. */
export const COMPARISONS = ["equals", "begins-with", "is-set"] as const;

/** By what an entry of a list is looked up. */
export const LOOKUP_KEYS = ["code", "postcode"] as const;

/** Letters of what is said of an entry at the most. */
export const SAYS_MAX = 500;

/** The zones that hours are kept in. */
export const FLOW_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

/** Weekdays in the order of ISO 8601. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
