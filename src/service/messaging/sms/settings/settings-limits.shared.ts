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
/** A host of a carrier, by name or address. */
export const CARRIER_HOST = /^[A-Za-z0-9.:-]{1,253}$/;
/** The least and the most of each figure of a carrier. */
export const CARRIER_BOUNDS = {
  port: { least: 1, most: 65_535 },
  binds: { least: 1, most: 16 },
  windowMax: { least: 1, most: 1_000 },
  ratePerSecond: { least: 1, most: 10_000 },
  enquireMs: { least: 1_000, most: 600_000 },
  answerMs: { least: 100, most: 120_000 },
  octet: { least: 0, most: 255 },
  priceRupiah: { least: 0, most: 1_000_000 },
  quality: { least: 0, most: 100 },
} as const;
/** Ways to one carrier at the most. */
export const CARRIER_ROUTES_MAX = 200;
