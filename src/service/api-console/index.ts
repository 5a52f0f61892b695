/**
 * What whoever writes programs sees of them: what they asked the interface, what hooks were asked and answered, one call from its order to
 * its end, and what each error means. What is shown are the facts of other rooms; kept here are only the requests, for some days.
 */
export type { ApiError } from "./api-error.ts";
