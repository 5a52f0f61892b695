/** The beginning of a number in international form, without `+`. */
export const PREFIX = /^[1-9]\d{0,14}$/;
/** What a sender id may be written with; the rules say more of one with letters. */
export const SENDER = /^[A-Za-z0-9 ._-]{3,15}$/;
/** Sender ids of one call centre at the most. */
export const SENDERS_MAX = 50;
/** Accounts of one call centre at the most. */
export const ACCOUNTS_MAX = 50;
/** What a program binds with. */
export const SYSTEM_ID = /^[A-Za-z0-9_-]{3,15}$/;
/** The most that an account may have of each. */
export const ACCOUNT_MOST = { addresses: 20, ratePerSecond: 5_000, windowMax: 1_000, bindsMax: 64 } as const;
/** Those who want no messages, as many as are listed at once. */
export const OPT_OUTS_PAGE = 100;
/** Messages of one request at the most. */
export const BULK_MAX = 1_000;
