/** Composition of personal data: routes and jobs. */
export { addBreachRoutes } from "./breach.routes.ts";
export { type DeletionOptions, type ErasePortion, followDeletions } from "./deletion.jobs.ts";
export { followBreaches } from "./remind-breaches.jobs.ts";
export { addPersonalRequestRoutes, type PersonalOptions } from "./request.routes.ts";
