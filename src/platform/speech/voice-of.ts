/** Languages that are spoken. */
export type SpeechLanguage = "id" | "en";

const WORDS_A_MINUTE = "150";
const VOICES: Readonly<Record<SpeechLanguage, string>> = { id: "id", en: "en-gb" };

/** What espeak-ng is told of the voice: the language and how fast it is spoken, the same for all prompts. */
export function voiceOf(language: SpeechLanguage): readonly string[] {
  return ["-v", VOICES[language], "-s", WORDS_A_MINUTE];
}
