import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as indonesian } from "@zxcvbn-ts/language-id";

/** Advice with texts in both languages; the library may give more. */
const ADVICE = [
  "straightRow",
  "keyPattern",
  "simpleRepeat",
  "extendedRepeat",
  "sequences",
  "recentYears",
  "dates",
  "topTen",
  "topHundred",
  "common",
  "similarToCommon",
  "wordByItself",
  "namesByThemselves",
  "commonNames",
  "userInputs",
  "l33t",
  "reverseWords",
  "anotherWord",
] as const;

/** A key of advice. */
export type PasswordAdvice = (typeof ADVICE)[number];

/** The strength of a password, from 0 to 4, with advice. */
export interface PasswordStrength {
  readonly score: number;
  readonly advice: PasswordAdvice;
}

/** Evaluates a password with the words related to its owner. */
export type StrengthJudge = (password: string, own: readonly string[]) => PasswordStrength;

/** Only this many characters are evaluated: the work grows with the length, and a longer password is strong anyway. */
export const JUDGED_CHARACTERS = 40;
const OWN_WORDS_MAX = 40;
/** A password made of the owner's words with fewer other characters than this is never strong. */
const BESIDE_OWN_MIN = 6;
const OWN_SCORE_MAX = 2;
const OWN_WORD_CHARACTERS_MIN = 3;

/** Creates the evaluator: Indonesian words and names, leaked passwords, keyboard patterns. The same on the server and in the browser. */
export function makeStrengthJudge(): StrengthJudge {
  const judge = new ZxcvbnFactory({
    dictionary: { "passwords-common": common["passwords-common"], ...indonesian },
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: 20,
  });
  return (password, own) => {
    const judged = [...password].slice(0, JUDGED_CHARACTERS).join("");
    const words = ownWords(own);
    const { score, feedback } = judge.check(judged, words);
    if (isMostlyOwn(judged, words)) return { score: Math.min(score, OWN_SCORE_MAX), advice: "userInputs" };
    const said = [feedback.warning, ...feedback.suggestions];
    return { score, advice: ADVICE.find((known) => said.includes(known)) ?? "anotherWord" };
  };
}

/** True if little remains of a password without its owner's words: an attacker tries combinations of those first. */
function isMostlyOwn(password: string, words: readonly string[]): boolean {
  const lower = password.toLowerCase();
  const left = words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ""), lower);
  return left !== lower && [...left].length < BESIDE_OWN_MIN;
}

/** The words in names and addresses, whole and in pieces, and the product's name. */
export function ownWords(texts: readonly string[]): string[] {
  const pieces = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  const words = pieces
    .map((piece) => piece.trim().toLowerCase())
    .filter((piece) => piece.length >= OWN_WORD_CHARACTERS_MIN);
  return [...new Set(["sambung", ...words])].slice(0, OWN_WORDS_MAX);
}
