/** Recordings: sound of calls under keys of their own, kept for their time. */
export { type AudioRange, readRange } from "./audio-range.ts";
export type { StoredSegment } from "./stored-segment.ts";
