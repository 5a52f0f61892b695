/** Recordings: audio of calls, each encrypted with its own key, with a retention period. */
export { type AudioRange, readRange } from "./audio-range.ts";
export type { StoredSegment } from "./stored-segment.ts";
