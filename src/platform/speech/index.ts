/** Speech that a program on this machine makes of a text, for recordings that somebody writes instead of speaking. */
export { FOR_CALLERS, openSpeech, type Speech, type SpeechLimits, type SpeechRefusal } from "./speech.ts";
export { type SpeechLanguage, voiceOf } from "./voice-of.ts";
