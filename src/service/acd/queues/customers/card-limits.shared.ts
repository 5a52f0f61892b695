/** The maximum of fields in a customer profile. */
export const CARD_FIELDS_MAX = 20;
/** The maximum of options of a field. */
export const CARD_OPTIONS_MAX = 30;
/** The maximum length of a value. */
export const CARD_VALUE_MAX = 500;

/** The kinds of values of a field. */
export const CARD_KINDS = ["text", "number", "date", "choice"] as const;
