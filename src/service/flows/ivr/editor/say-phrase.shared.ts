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

/** Context of an announcement: the caller's language, and the variables. */
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

/** An announcement as clips. A value that is missing or unreadable in that form is left out: half a number would be worse. */
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

/** A date as entered by keys, day before month (31122026), or as stored. */
function dashed(text: string): string {
  return text.replace(/^(\d\d)(\d\d)(\d{4})$/, "$3-$2-$1");
}
