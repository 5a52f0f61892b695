/** Prices in force or to come at the most. */
export const SMS_PRICES_MAX = 5_000;
/** Prices at the most, those of the past among them: they are kept, since what they were charged for is. */
export const SMS_PRICES_STORED_MAX = 100_000;
/** A price or cost of one segment at the most, rupiah. */
export const SEGMENT_RUPIAH_MAX = 1_000_000;
/** What comes in or is corrected at once, and a limit, at the most. */
export const RUPIAH_MAX = 1_000_000_000_000;
/** The reference of a payment. */
export const PAYMENT_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
/** Of a number, or of every number where it is empty. */
export const PRICED_PREFIX = /^([1-9]\d{0,14})?$/;
