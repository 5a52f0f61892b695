import type { Check, Finding, Outcome } from "./finding.ts";
import { together } from "./finding.ts";
import { flatMessages } from "./locale-parts.ts";
import { lineAt, type TextFile, textsBelow } from "./tree.ts";

const GLOSSARY = "docs/glossary.md";
const PARTS = "locales/parts/";
const LANGUAGES = { id: "Indonesian", en: "English" } as const;

type Language = keyof typeof LANGUAGES;

/** Length in characters beyond which a button or a page heading is too wide for a phone of 360 pixels. */
const LENGTHS_MAX = { button: 34, heading: 44 } as const;

type Place = keyof typeof LENGTHS_MAX;

/** A translated text of one language. */
interface Text {
  readonly file: string;
  readonly language: Language;
  readonly key: string;
  readonly value: string;
}

/** The use of a text as a button or a page heading. */
interface Use {
  readonly place: Place;
  readonly key: string;
}

const TRANSLATOR = /\bconst (\w+) = useTranslations\("([\w.-]+)"\)/g;
const USES: Readonly<Record<Place, RegExp>> = {
  button: /<(?:BusyButton|button)\b[^<]*?>\s*\{(\w+)\("([\w.-]+)"\)\}\s*</g,
  heading: /<Page\b[^<]*?\btitle=\{(\w+)\("([\w.-]+)"\)\}/g,
};
/** A translated text glued to another one; word order differs between languages. */
const GLUED = /(?<!\w)t\("[\w.-]+"(?:, \{[^}]*\})?\) \+ |\) \+ t\("/g;
/** The name of a branch in an ICU message. It comes from the code, and no reader sees it. */
const BRANCH = /(?<=[,}] )\w+(?= \{)/g;
const EDGE = /^[\s,;.)]|[ \t]$/;

/** The banned wordings of a language: the quoted substrings below the heading that ends with its name. */
function bannedIn(glossary: string, language: Language): readonly string[] {
  const [, section = ""] = glossary.split(new RegExp(`^### .* ${LANGUAGES[language]}: banned$`, "m"));
  const [table = ""] = section.split(/^#/m);
  return [...table.matchAll(/`([^`]+)`/g)].map(([, wording = ""]) => wording);
}

function textsOf({ file, text }: TextFile): readonly Text[] {
  const language = file.slice(PARTS.length, PARTS.length + 2) as Language;
  const messages = [...flatMessages(parsed(text))];
  return messages.flatMap(([key, value]) => (value === null ? [] : [{ file, language, key, value }]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Another check reports unreadable files.
    return {};
  }
}

/** The buttons and headings of a screen, with the key of their text. */
function usesIn({ text }: TextFile): readonly Use[] {
  const translators = [...text.matchAll(TRANSLATOR)];
  return (Object.keys(USES) as Place[]).flatMap((place) =>
    [...text.matchAll(USES[place])].flatMap(({ index, 1: name, 2: key }): readonly Use[] => {
      const group = translators.findLast((one) => one.index < index && one[1] === name)?.[2];
      return group === undefined ? [] : [{ place, key: `${group}.${key}` }];
    }),
  );
}

function findingsIn(texts: readonly Text[], banned: Readonly<Record<Language, readonly string[]>>): readonly Finding[] {
  return texts.flatMap(({ file, language, key, value }): readonly Finding[] => {
    const read = value.replaceAll(BRANCH, "");
    const wordings = banned[language].filter((wording) => read.includes(wording));
    const edge = EDGE.test(value) ? ["begins or ends with a space or a comma; write whole texts"] : [];
    const messages = [...wordings.map((wording) => `contains "${wording}"; ${GLOSSARY} has the term`), ...edge];
    return messages.map((message) => ({ file, message: `"${key}" ${message}` }));
  });
}

function lengthsIn(uses: readonly Use[], texts: readonly Text[]): readonly Finding[] {
  const places = new Map(uses.map(({ key, place }) => [key, place]));
  return texts.flatMap(({ file, key, value }): readonly Finding[] => {
    const place = places.get(key);
    if (place === undefined || value.length <= LENGTHS_MAX[place]) return [];
    return [{ file, message: `"${key}" is a ${place} of ${value.length} characters; at most ${LENGTHS_MAX[place]}` }];
  });
}

const gluedIn = ({ file, text }: TextFile): readonly Finding[] =>
  [...text.matchAll(GLUED)].map(({ index }) => ({
    file,
    line: lineAt(text, index),
    message: "glues a text to another one; one text with a placeholder lets each language order its words",
  }));

function outcomeOf(glossary: string, parts: readonly TextFile[], screens: readonly TextFile[]): Outcome {
  const banned = { id: bannedIn(glossary, "id"), en: bannedIn(glossary, "en") };
  const missing = (Object.keys(LANGUAGES) as Language[]).filter((language) => banned[language].length === 0);
  const texts = parts.flatMap(textsOf);
  return together([
    { seen: 0, findings: missing.map((language) => ({ file: GLOSSARY, message: `bans no wording in ${language}` })) },
    { seen: texts.length, findings: findingsIn(texts, banned) },
    { seen: 0, findings: lengthsIn(screens.flatMap(usesIn), texts) },
    { seen: 0, findings: screens.flatMap(gluedIn) },
  ]);
}

/**
 * Texts of the screens use the terms of the glossary: no banned wording, whole texts that no code joins, and buttons and headings that
 * fit a phone.
 */
export const textStyle: Check = {
  name: "text-style",
  asks: "texts use the glossary's terms and fit a phone",
  async run(root) {
    const files = await textsBelow(
      root,
      (file) => file === GLOSSARY || file.startsWith(PARTS) || (file.startsWith("web/src/") && /\.tsx?$/.test(file)),
    );
    const glossary = files.find(({ file }) => file === GLOSSARY)?.text ?? "";
    const parts = files.filter(({ file }) => file.startsWith(PARTS));
    return outcomeOf(
      glossary,
      parts,
      files.filter(({ file }) => file.startsWith("web/")),
    );
  },
};
