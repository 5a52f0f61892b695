import {
  type Clip,
  promptIn,
  readDate,
  readDigits,
  readDuration,
  readNumber,
  readOrdinal,
  readPhone,
  readRupiah,
  readTime,
} from "../../../telephony/prompts/index.ts";
import type { FlowLanguage, Phrase } from "../contract.ts";
import type { READINGS } from "../flow-limits.shared.ts";

/** What a phrase is said with: the caller's language, and what is known of him. */
export interface SayingWith {
  readonly language: FlowLanguage;
  readonly values: Readonly<Record<string, string>>;
}

type Reading = (typeof READINGS)[number];

const READERS: Readonly<Record<Reading, (text: string, language: FlowLanguage) => readonly Clip[] | null>> = {
  number: readNumber,
  ordinal: (text, language) => readOrdinal(Number(text), language),
  digits: readDigits,
  phone: readPhone,
  date: (text, language) => readDate(dashed(text), language),
  time: (text, language) => readTime(text.replace(/^(\d\d)(\d\d)$/, "$1:$2"), { language, zone: null }),
  rupiah: readRupiah,
  duration: (text, language) => readDuration(Number(text), language),
};

/** A phrase as clips. A value that is not known or cannot be read that way is left out: half a number would be worse. */
export function sayPhrase(phrase: Phrase, { language, values }: SayingWith): readonly Clip[] {
  return phrase.flatMap((piece) => {
    if (piece.piece === "prompt") return [clipOf(piece.prompt, language)];
    const value = values[piece.value];
    return value === undefined ? [] : (READERS[piece.as](value, language) ?? []);
  });
}

/** A prompt in a language. */
export function clipOf(prompt: string, language: FlowLanguage): Clip {
  return { kind: "prompt", prompt: promptIn(language, prompt) };
}

/** A date as keys give it, day before month (31122026), or as it is kept. */
function dashed(text: string): string {
  return text.replace(/^(\d\d)(\d\d)(\d{4})$/, "$3-$2-$1");
}
