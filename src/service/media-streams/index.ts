/** Streams of calls' sound to applications, by the field's protocol: messages and what waits to be played, as pure pieces. */
export { type PlayedReport, PlayOut, type PlayOutStep } from "./play-out.ts";
export { STREAM_ERRORS, STREAM_FAULTS, type StreamFault } from "./stream-fault.ts";
