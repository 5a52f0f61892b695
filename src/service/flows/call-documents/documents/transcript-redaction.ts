import { lengthOf, WORD_MAX, WORD_MIN } from "./transcript-words.ts";

/** Number of characters of a response that are examined; far fewer are stored. */
const SCANNED_MAX = 4 * 4_096;
/** Maximum encoded length of a word that is cut off at the end. */
const WRITTEN_MAX = 3 * WORD_MAX;
/** Length of the prefix by which long words are found; longer than any element or attribute name. */
const HEAD = 32;

/** Index of the spoken words, which finds them at any position in bounded time. */
interface RedactionIndex {
  /** First letters of all words: most positions of a text start with none of them. */
  readonly starts: ReadonlySet<string>;
  /** Words shorter than a prefix, by length, the longest first. */
  readonly short: readonly { readonly length: number; readonly all: ReadonlySet<string> }[];
  /** Longer words, by prefix. */
  readonly long: ReadonlyMap<string, readonly string[]>;
}

/**
 * Masks spoken words in the beginning of a response, in plain, XML-escaped and URL-encoded form. The switch waits for
 * the result, so each position is examined once, in linear time.
 */
export function redactTranscript(answer: string, words: readonly string[]): string {
  if (words.length === 0) return answer;
  const shown = masked(answer.slice(0, SCANNED_MAX), buildRedactionIndex(words));
  return answer.length > SCANNED_MAX ? shown.slice(0, -WRITTEN_MAX) : shown;
}

function buildRedactionIndex(words: readonly string[]): RedactionIndex {
  const forms = [...new Set(words.flatMap(formsOf).map(folded))].filter(({ length }) => length >= WORD_MIN);
  const byLength = Map.groupBy(
    forms.filter(({ length }) => length < HEAD),
    ({ length }) => length,
  );
  const long = forms.filter(({ length }) => length >= HEAD);
  return {
    starts: new Set(forms.map((form) => form.slice(0, WORD_MIN))),
    short: [...byLength]
      .toSorted(([one], [other]) => other - one)
      .map(([length, all]) => ({ length, all: new Set(all) })),
    long: Map.groupBy(long, (form) => form.slice(0, HEAD)),
  };
}

function masked(text: string, said: RedactionIndex): string {
  const upper = folded(text);
  const names = namesIn(text);
  let shown = "";
  let keptTo = 0;
  for (let at = 0; at <= text.length - WORD_MIN; ) {
    const length = matchLengthAt(upper, at, { said, names });
    if (length > 0) {
      shown += text.slice(keptTo, at) + lengthOf(text.slice(at, at + length));
      keptTo = at + length;
    }
    at += Math.max(1, length);
  }
  return shown + text.slice(keptTo);
}

/** Length of the spoken word that starts at a position; zero for none. */
function matchLengthAt(
  text: string,
  at: number,
  { said, names }: { readonly said: RedactionIndex; readonly names: Uint8Array },
): number {
  if (!said.starts.has(text.slice(at, at + WORD_MIN))) return 0;
  const ofHead = said.long.get(text.slice(at, at + HEAD)) ?? [];
  if (ofHead.length > 0) return Math.max(...ofHead.map((form) => alike(text, at, form)));
  // Names of elements and attributes stay readable, so that the log shows the structure of the document.
  if (names[at] === OF_ELEMENT) return 0;
  const found = said.short.find(({ length, all }) => {
    return (
      at + length <= text.length && names[at + length - 1] !== OF_ATTRIBUTE && all.has(text.slice(at, at + length))
    );
  });
  return found?.length ?? 0;
}

/** Length of the common prefix of two texts whose first `HEAD` characters are equal. */
function alike(text: string, at: number, form: string): number {
  let length = HEAD;
  while (length < form.length && text.charCodeAt(at + length) === form.charCodeAt(length)) length += 1;
  return length;
}

const OF_ELEMENT = 1;
const OF_ATTRIBUTE = 2;
const NAME = /[\w:.-]+/g;
const GIVEN = /\s{0,8}=\s{0,8}["']/y;

/** Marks the characters of element names and attribute names. */
function namesIn(text: string): Uint8Array {
  const names = new Uint8Array(text.length);
  for (const { 0: name, index } of text.matchAll(NAME)) {
    const end = index + name.length;
    const before = text[index - 1] === "/" ? text[index - 2] : text[index - 1];
    GIVEN.lastIndex = end;
    if (before === "<") names.fill(OF_ELEMENT, index, end);
    else if (GIVEN.test(text)) names.fill(OF_ATTRIBUTE, index, end);
  }
  return names;
}

/** Folds case without changing the length of the text. */
function folded(text: string): string {
  const upper = text.toUpperCase();
  if (upper.length === text.length) return upper;
  return Array.from({ length: text.length }, (_, at) => {
    const letter = text.charAt(at);
    const capital = letter.toUpperCase();
    return capital.length === 1 ? capital : letter;
  }).join("");
}

function formsOf(word: string): readonly string[] {
  const formed = word.toWellFormed();
  return [word, asXml(word), encodeURIComponent(formed), encodeURI(formed), asForm(word)];
}

const asForm = (word: string): string => new URLSearchParams([["", word]]).toString().slice(1);

const XML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
const asXml = (word: string): string => word.replaceAll(/[&<>"']/g, (letter) => XML[letter] ?? letter);
