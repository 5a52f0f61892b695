/**
 * Developer console: the request log of the APIs, the webhook exchanges, the timeline of one call from its order to its
 * end, an explanation of each error, and the API changelog. The module stores only the request log, for some days; all
 * other data comes from other modules. No other module depends on it.
 */
export type { ApiError } from "./api-error.ts";
