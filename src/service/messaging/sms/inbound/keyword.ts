import { cutText } from "../intake/segments.shared.ts";
import { optOutActOf } from "./opt-out-word.ts";

/** Parts of an answer at the most. */
const PARTS_MAX = 3;
const WORD = /^[A-Z0-9]{1,20}$/;

/** The word by which a message is answered: its first, in capitals and without signs; undefined when it begins with none. */
export function wordOf(text: string): string | undefined {
  const [first = ""] = text.trim().toUpperCase().split(/\s+/);
  const bare = first.replaceAll(/[.,!?:;"'()]/g, "");
  return WORD.test(bare) ? bare : undefined;
}

/** Why a word and its answer are not kept; undefined when they are. */
export function keywordFault(word: string, answer: string): "sms-keyword-reserved" | "sms-keyword-unfit" | undefined {
  if (optOutActOf(word) !== undefined) return "sms-keyword-reserved";
  const cut = cutText(answer);
  return typeof cut === "string" || cut.parts.length > PARTS_MAX ? "sms-keyword-unfit" : undefined;
}
