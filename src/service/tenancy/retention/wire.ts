/** Composition of retention: routes and stores. */
export { addRetentionRoutes } from "./retention.routes.ts";
export { daysChosen, recordingDaysChosen, writeChoice } from "./retention.store.ts";
