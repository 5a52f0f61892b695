/** Speech that a program on this machine makes of a text, for recordings that somebody writes instead of speaking. */
export { openSpeech, type Speech, type SpeechRefusal } from "./speech.ts";
export { type SpeechLanguage, voiceOf } from "./voice-of.ts";
