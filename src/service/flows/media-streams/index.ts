/** Media streams: the audio of calls to applications by WebSockets, and back. Other modules only use their error codes. */
export { STREAM_ERRORS } from "./stream-fault.ts";
