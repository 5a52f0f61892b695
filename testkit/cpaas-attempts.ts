/** Routes that no session opens, only what a program shows; another call centre's token is tried beside them (`tests/access/cpaas.test.ts`). */
export const ROUTES_BY_TOKEN = ["GET /2010-04-01/Accounts/:AccountSid.json"] as const;

/** Pages about errors, which are for everybody. */
export const ERROR_PAGES = ["GET /galat/:code"] as const;
