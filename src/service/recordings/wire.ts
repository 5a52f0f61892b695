/** The working door of recordings. */
export { openRecordingKeeper } from "./recording-keeper.effects.ts";
