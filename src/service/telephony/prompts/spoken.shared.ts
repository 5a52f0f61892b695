import { present } from "../../../kernel/index.ts";
import { AGENT_SENTENCES, SENTENCES } from "./sentences.shared.ts";
import { EN_FRAGMENTS } from "./words-en.shared.ts";
import { ID_FRAGMENTS } from "./words-id.shared.ts";

/** The languages of prompts. */
export const SPOKEN_LANGUAGES = ["id", "en"] as const;

/** One of `SPOKEN_LANGUAGES`. */
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

/** One piece of audio for a caller: a prompt by its name at the media engine (`id.welcome`), or a pause. */
export type Clip =
  | { readonly kind: "prompt"; readonly prompt: string }
  | { readonly kind: "silence"; readonly ms: number };

/** The maximum of clips in one play, as limited by the media engine. */
export const CLIPS_MAX = 64;

/** The pause between groups of digits. */
const GROUP_PAUSE_MS = 240;

/** The pause between consecutive groups. */
export const GROUP_PAUSE: Clip = { kind: "silence", ms: GROUP_PAUSE_MS };

const FRAGMENTS: Readonly<Record<SpokenLanguage, Readonly<Record<string, string>>>> = {
  id: ID_FRAGMENTS,
  en: EN_FRAGMENTS,
};

/** The name of a prompt at the media engine in a language; prompts of flows have one name in all languages. */
export function promptIn(language: SpokenLanguage, prompt: string): string {
  return `${language}.${prompt}`;
}

/** The fragments of these names as clips. Throws when a language lacks one. */
export function fragments(language: SpokenLanguage, names: readonly string[]): readonly Clip[] {
  return names.map((name) => {
    present(FRAGMENTS[language][name], `the fragment ${name} in ${language}`);
    return { kind: "prompt", prompt: promptIn(language, name) };
  });
}

/** All shipped prompts by their names at the media engine, with their texts. */
export function shippedPrompts(): ReadonlyMap<string, string> {
  const all = SPOKEN_LANGUAGES.flatMap((language) => [
    ...Object.entries(FRAGMENTS[language]).map(([name, text]) => [promptIn(language, name), text] as const),
    ...Object.entries({ ...SENTENCES, ...AGENT_SENTENCES }).map(
      ([name, texts]) => [promptIn(language, name), texts[language]] as const,
    ),
  ]);
  return new Map(all);
}

/** The names of the sentences that a flow may play. */
export function shippedSentences(): readonly string[] {
  return Object.keys(SENTENCES);
}

const SHIPPED = shippedPrompts();

/** The text of clips: pauses are commas, and shipped prompts have their texts. `textOf` returns the texts of other prompts, and the name is the fallback. */
export function spokenWords(clips: readonly Clip[], textOf: (prompt: string) => string | null = () => null): string {
  const words = clips.map((clip) =>
    clip.kind === "silence" ? "," : `${SHIPPED.get(clip.prompt) ?? textOf(clip.prompt) ?? clip.prompt} `,
  );
  return words.join("").replaceAll("~ ", "").replaceAll(" ,", ", ").replaceAll(/,\s*$/g, "").trim();
}
