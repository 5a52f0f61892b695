/** The working door of personal data. */
export { type DeletionOptions, type ErasePortion, followDeletions } from "./deletion.jobs.ts";
export { addPersonalRequestRoutes, type PersonalOptions } from "./request.routes.ts";
