/** The simulator of a speech recogniser: recognises tones as words; for development and tests, off in production, misbehaves by the path of its URL. */
export { type RecogniserSimulator, startRecogniserSimulator } from "./server.ts";
