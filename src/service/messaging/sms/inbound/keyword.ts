import { cutText } from "../intake/segments.shared.ts";
import { optOutActOf } from "./opt-out-word.ts";

/** Limit of segments of a reply. */
const PARTS_MAX = 3;
const WORD = /^[A-Z0-9]{1,20}$/;

/** The keyword of a message: its first word, in capitals and without punctuation; undefined when it does not begin with a word. */
export function wordOf(text: string): string | undefined {
  const [first = ""] = text.trim().toUpperCase().split(/\s+/);
  const bare = first.replaceAll(/[.,!?:;"'()]/g, "");
  return WORD.test(bare) ? bare : undefined;
}

/** Why a keyword and its reply are refused; undefined when they are valid. */
export function keywordFault(word: string, answer: string): "sms-keyword-reserved" | "sms-keyword-unfit" | undefined {
  if (optOutActOf(word) !== undefined) return "sms-keyword-reserved";
  const cut = cutText(answer);
  return typeof cut === "string" || cut.parts.length > PARTS_MAX ? "sms-keyword-unfit" : undefined;
}
