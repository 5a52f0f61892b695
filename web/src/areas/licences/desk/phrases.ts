/** Sentences that an officer writes again and again, kept for him in this browser, for each requirement by itself. */

/** What is wrong and what would satisfy it, by which rule. */
export interface Phrase {
  readonly note: string;
  readonly remedy: string;
  readonly rule: string;
}

/** Most phrases of one requirement; the oldest gives way. */
export const PHRASES_MAX = 12;

const PREFIX = "sambung.phrases";
const BYTES_MAX = 60_000;

type Shelf = Readonly<Record<string, readonly Phrase[]>>;

const keyOf = (personId: string): string => `${PREFIX}.${personId}`;

const isPhrase = (value: unknown): value is Phrase => {
  const phrase = value as Partial<Phrase> | null;
  return [phrase?.note, phrase?.remedy, phrase?.rule].every((word) => typeof word === "string");
};

/** What was kept, from its text; whatever is not a phrase is left out. */
export function shelfFrom(text: string | null): Shelf {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).map(([key, list]) => [key, Array.isArray(list) ? list.filter(isPhrase) : []]),
    );
  } catch {
    return {};
  }
}

/** The phrases with one more in front; the same note comes once, and only so many are kept. */
export function withPhrase(list: readonly Phrase[], phrase: Phrase): readonly Phrase[] {
  return [phrase, ...list.filter(({ note }) => note !== phrase.note)].slice(0, PHRASES_MAX);
}

function readShelf(personId: string): Shelf {
  try {
    return shelfFrom(localStorage.getItem(keyOf(personId)));
  } catch {
    return {};
  }
}

function writeShelf(personId: string, shelf: Shelf): void {
  try {
    const text = JSON.stringify(shelf);
    if (text.length <= BYTES_MAX) localStorage.setItem(keyOf(personId), text);
  } catch {
    // Storage is full or forbidden: nothing but a short cut is lost.
  }
}

/** The phrases of a requirement, newest first. */
export const phrasesOf = (personId: string, requirement: string): readonly Phrase[] =>
  readShelf(personId)[requirement] ?? [];

/** Keeps a phrase; answers what is kept now. */
export function keepPhrase(personId: string, requirement: string, phrase: Phrase): readonly Phrase[] {
  const shelf = readShelf(personId);
  writeShelf(personId, { ...shelf, [requirement]: withPhrase(shelf[requirement] ?? [], phrase) });
  return phrasesOf(personId, requirement);
}

/** Lets go of a phrase; answers what is kept now. */
export function dropPhrase(personId: string, requirement: string, note: string): readonly Phrase[] {
  const shelf = readShelf(personId);
  writeShelf(personId, { ...shelf, [requirement]: (shelf[requirement] ?? []).filter((one) => one.note !== note) });
  return phrasesOf(personId, requirement);
}
