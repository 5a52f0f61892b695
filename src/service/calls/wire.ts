/** The working door of calls. */
export { arrive } from "./arrival.ts";
export { openCallDesk } from "./call-desk.effects.ts";
export { openConferenceRecorder } from "./conference-recorder.effects.ts";
export { type ConferenceSound, openConferenceSound } from "./conference-sound.effects.ts";
export type { ShelvedPrompt } from "./prompt-shelf.effects.ts";
export { openSoundDesk } from "./sound-desk.effects.ts";
export type { RecordingKeeper } from "./sound-parts.effects.ts";
export { stepCall } from "./step-call.ts";
