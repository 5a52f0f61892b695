/** Composition of media streams. */

export { type OpenSpeechRecognition, openSpeechRecognition } from "./speech-recognition.effects.ts";
export {
  type OpenStreamController,
  openStreamController,
  type StreamControllerOptions,
} from "./stream-controller.effects.ts";
export { runStreams } from "./stream-thread.effects.ts";
