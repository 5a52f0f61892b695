/** Supported languages. */
export type SpeechLanguage = "id" | "en";

const WORDS_A_MINUTE = "150";
const VOICES: Readonly<Record<SpeechLanguage, string>> = { id: "id", en: "en-gb" };

/** Voice arguments of espeak-ng: language and speed, the same for all prompts. */
export function voiceOf(language: SpeechLanguage): readonly string[] {
  return ["-v", VOICES[language], "-s", WORDS_A_MINUTE];
}
