/** Composition of the calls module. */
export { arrive } from "./arrival.ts";
export { openCallEngine } from "./call-engine.effects.ts";
export { openConferenceRecorder } from "./conference/conference-recorder.effects.ts";
export { type ConferenceSound, openConferenceSound } from "./conference/conference-sound.effects.ts";
export { openMediaController } from "./media/media-controller.effects.ts";
export type { ShelvedPrompt } from "./media/prompt-cache.effects.ts";
export type { RecordingKeeper } from "./media/sound-parts.effects.ts";
export { stepCall } from "./step-call.ts";
