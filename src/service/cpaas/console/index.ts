/**
 * What whoever writes programs sees of them: what they asked the interface, what hooks were asked and answered, one call from its order to
 * its end, what each error means, and what changes. What is shown are the facts of other rooms; kept here are only the requests, for some
 * days. No other room needs any of it.
 */
export type { ApiError } from "./api-error.ts";
