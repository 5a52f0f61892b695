/** Fields of a card at the most. */
export const CARD_FIELDS_MAX = 20;
/** Choices of a field at the most. */
export const CARD_OPTIONS_MAX = 30;
/** Letters of a value. */
export const CARD_VALUE_MAX = 500;

/** What can be written into a field. */
export const CARD_KINDS = ["text", "number", "date", "choice"] as const;
