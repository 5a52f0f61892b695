/** The working door of keeping. */
export { addRetentionRoutes } from "./retention.routes.ts";
export { daysChosen, recordingDaysChosen, writeChoice } from "./retention.store.ts";
