/** Limit of prices that are in force or start later. */
export const SMS_PRICES_MAX = 5_000;
/** Limit of all prices, past ones included: a past price is stored because charges refer to it. */
export const SMS_PRICES_STORED_MAX = 100_000;
/** Upper limit of the price or cost of one segment, rupiah. */
export const SEGMENT_RUPIAH_MAX = 1_000_000;
/** Upper limit of one top-up, one correction and one credit limit, rupiah. */
export const RUPIAH_MAX = 1_000_000_000_000;
/** Format of a payment reference. */
export const PAYMENT_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
/** Prefix of numbers of a price; empty for any number. */
export const PRICED_PREFIX = /^([1-9]\d{0,14})?$/;
