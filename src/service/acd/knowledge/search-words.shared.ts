/** Words of a question at the most. */
const WORDS_MAX = 8;
/** Letters of a word that are looked for. */
const WORD_MAX = 40;
/** Letters that are kept of what was not found. */
const MISS_MAX = 80;
const MISS_MIN = 2;
/** Digits from which on a number may be somebody's: a telephone, an NIK, a card. */
const DIGITS_OF_SOMEBODY = 5;

/** Words without which a question asks the same. */
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...["yang", "dan", "di", "ke", "dari", "untuk", "dengan", "pada", "apa", "apakah", "bagaimana", "itu", "ini", "saya"],
  ...["the", "and", "of", "to", "for", "how", "what", "is", "a", "in"],
]);

/** A text as it is looked into: small letters without accents, digits and spaces, nothing else. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The words of a question, each once; those that say nothing are left out unless there are no others. */
export function questionWords(question: string): readonly string[] {
  const words = [...new Set(folded(question).split(" "))].filter((word) => word !== "");
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return (telling.length === 0 ? words : telling).slice(0, WORDS_MAX).map((word) => word.slice(0, WORD_MAX));
}

/** What is kept of a question without an answer: no address and no number that could be somebody's; null where nothing is left. */
export function redactQuestion(question: string): string | null {
  const bare = question
    .replaceAll(/\S+/g, (word) => (word.includes("@") ? " " : word))
    .replaceAll(/\+?\d(?:[\s.()/-]*\d)*/g, (run) =>
      run.replaceAll(/\D/g, "").length >= DIGITS_OF_SOMEBODY ? " " : run,
    );
  const kept = folded(bare).slice(0, MISS_MAX).trim();
  // Numbers that were taken apart by letters, such as 0812x3456: whatever is mostly digits goes as well.
  const words = kept.split(" ").filter((word) => word.replaceAll(/\D/g, "").length < DIGITS_OF_SOMEBODY);
  const text = words.join(" ");
  return text.length < MISS_MIN ? null : text;
}
