/** Text-to-speech by a program on this machine, for prompts that users write instead of recording. */
export { FOR_CALLERS, openSpeech, type Speech, type SpeechLimits, type SpeechRefusal } from "./speech.ts";
export { type SpeechLanguage, voiceOf } from "./voice-of.ts";
