/** The simulator of a speech recogniser: hears tones as words; for development and tests, off in production, misbehaves by the path of its address. */
export { type RecogniserSimulator, startRecogniserSimulator } from "./server.ts";
