import { present } from "../../../kernel/index.ts";
import { AGENT_SENTENCES, SENTENCES } from "./sentences.shared.ts";
import { EN_FRAGMENTS } from "./words-en.shared.ts";
import { ID_FRAGMENTS } from "./words-id.shared.ts";

/** The languages that callers are spoken to in. */
export const SPOKEN_LANGUAGES = ["id", "en"] as const;

/** One of `SPOKEN_LANGUAGES`. */
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

/** One piece of what a caller hears: a prompt by the name the media engine knows it by (`id.welcome`), or a pause. */
export type Clip =
  | { readonly kind: "prompt"; readonly prompt: string }
  | { readonly kind: "silence"; readonly ms: number };

/** Clips of one play at the most, as the media engine takes them. */
export const CLIPS_MAX = 64;

/** Between groups of digits. */
const GROUP_PAUSE_MS = 240;

/** The pause between groups that are read one after the other. */
export const GROUP_PAUSE: Clip = { kind: "silence", ms: GROUP_PAUSE_MS };

const FRAGMENTS: Readonly<Record<SpokenLanguage, Readonly<Record<string, string>>>> = {
  id: ID_FRAGMENTS,
  en: EN_FRAGMENTS,
};

/** The name a prompt has at the media engine in a language; prompts of flows have one name in all languages. */
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

/** Everything that ships recorded, as the media engine knows it, with its text. */
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

/**
 * What clips say, in words: pauses are commas, and what ships has its text. `textOf` gives the text of other prompts, and the
 * name stands where there is none.
 */
export function spokenWords(clips: readonly Clip[], textOf: (prompt: string) => string | null = () => null): string {
  const words = clips.map((clip) =>
    clip.kind === "silence" ? "," : `${SHIPPED.get(clip.prompt) ?? textOf(clip.prompt) ?? clip.prompt} `,
  );
  return words.join("").replaceAll("~ ", "").replaceAll(" ,", ", ").replaceAll(/,\s*$/g, "").trim();
}
