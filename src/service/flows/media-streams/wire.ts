/** The working door of streams to applications. */

export { type OpenHearingDesk, openHearingDesk } from "./hearing-desk.effects.ts";
export { type OpenStreamDesk, openStreamDesk, type StreamDeskOptions } from "./stream-desk.effects.ts";
export { runStreams } from "./stream-thread.effects.ts";
