/** Media streams: the sound of calls to applications by WebSockets, and theirs back. What other rooms may know of them is how they go wrong. */
export { STREAM_ERRORS } from "./stream-fault.ts";
