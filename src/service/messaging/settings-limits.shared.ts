/** The beginning of a number in international form, without `+`. */
export const PREFIX = /^[1-9]\d{0,14}$/;
/** What a sender id may be written with; the rules say more of one with letters. */
export const SENDER = /^[A-Za-z0-9 ._-]{3,15}$/;
/** Sender ids of one call centre at the most. */
export const SENDERS_MAX = 50;
/** Accounts of one call centre at the most. */
export const ACCOUNTS_MAX = 50;
