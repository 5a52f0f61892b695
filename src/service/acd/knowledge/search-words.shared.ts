/** The maximum of words in a question. */
const WORDS_MAX = 8;
/** The maximum of letters of a word in a search. */
const WORD_MAX = 40;
/** The maximum of stored letters of a search without a result. */
const MISS_MAX = 80;
const MISS_MIN = 2;
/** The number of digits from which a number may be personal data: a telephone number, an NIK, a card. */
const DIGITS_OF_SOMEBODY = 5;

/** Words that carry no meaning in a question. */
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...["yang", "dan", "di", "ke", "dari", "untuk", "dengan", "pada", "apa", "apakah", "bagaimana", "itu", "ini", "saya"],
  ...["the", "and", "of", "to", "for", "how", "what", "is", "a", "in"],
]);

/** A text normalised for search: lower-case letters without accents, digits and spaces only. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The words of a question without duplicates; words without meaning are left out unless there are no others. */
export function questionWords(question: string): readonly string[] {
  const words = [...new Set(folded(question).split(" "))].filter((word) => word !== "");
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return (telling.length === 0 ? words : telling).slice(0, WORDS_MAX).map((word) => word.slice(0, WORD_MAX));
}

/** The part of an unanswered question that is stored: without mail addresses and without numbers that may be personal data; null when nothing is left. */
export function redactQuestion(question: string): string | null {
  const bare = question
    .replaceAll(/\S+/g, (word) => (word.includes("@") ? " " : word))
    .replaceAll(/\+?\d(?:[\s.()/-]*\d)*/g, (run) =>
      run.replaceAll(/\D/g, "").length >= DIGITS_OF_SOMEBODY ? " " : run,
    );
  const kept = folded(bare).slice(0, MISS_MAX).trim();
  // Removes words that are mostly digits as well, such as a number split by letters (0812x3456).
  const words = kept.split(" ").filter((word) => word.replaceAll(/\D/g, "").length < DIGITS_OF_SOMEBODY);
  const text = words.join(" ");
  return text.length < MISS_MIN ? null : text;
}
