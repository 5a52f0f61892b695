/** Prefix of an international number, without `+`. */
export const PREFIX = /^[1-9]\d{0,14}$/;
/** Characters of a sender id; further rules apply to alphanumeric ones. */
export const SENDER = /^[A-Za-z0-9 ._-]{3,15}$/;
/** Limit of sender ids of one call centre. */
export const SENDERS_MAX = 50;
/** Limit of SMPP accounts of one call centre. */
export const ACCOUNTS_MAX = 50;
/** Format of a system id. */
export const SYSTEM_ID = /^[A-Za-z0-9_-]{3,15}$/;
/** Limits of the settings of an account. */
export const ACCOUNT_MOST = { addresses: 20, ratePerSecond: 5_000, windowMax: 1_000, bindsMax: 64 } as const;
/** Opt-outs on one page. */
export const OPT_OUTS_PAGE = 100;
/** Limit of messages of one request. */
export const BULK_MAX = 1_000;
/** Host of a carrier, by name or address. */
export const CARRIER_HOST = /^[A-Za-z0-9.:-]{1,253}$/;
/** Lower and upper limits of the numeric settings of a carrier. */
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
/** Limit of routes to one carrier. */
export const CARRIER_ROUTES_MAX = 200;
