/** The working door of recordings. */

export { addRecordingRoutes } from "./recording.routes.ts";
export { openRecordingKeeper } from "./recording-keeper.effects.ts";
export { followUnfinished } from "./recover-recordings.effects.ts";
export { followRetention, forgetAllRecordings } from "./retention.jobs.ts";
