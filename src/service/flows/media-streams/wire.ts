/** The working door of streams to applications. */

export { type OpenSpeechRecognition, openSpeechRecognition } from "./hearing-desk.effects.ts";
export {
  type OpenStreamController,
  openStreamController,
  type StreamControllerOptions,
} from "./stream-desk.effects.ts";
export { runStreams } from "./stream-thread.effects.ts";
