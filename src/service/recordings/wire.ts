/** The working door of recordings. */

export { openRecordingKeeper } from "./recording-keeper.effects.ts";
export { followUnfinished } from "./recover-recordings.effects.ts";
