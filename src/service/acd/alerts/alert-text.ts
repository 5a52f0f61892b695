import { cutText, recipientOf } from "../../messaging/sms/index.ts";
import { TEXT_REFUSALS, type TextRefusal } from "./alert-text.shared.ts";

/** Parts of a message about an alert at the most. */
const PARTS_MAX = 2;
/** A mobile number of Indonesia: 8, and eight to eleven digits after it. */
const MOBILE = /^628[1-9]\d{7,10}$/;

/** A mobile number of Indonesia in international form without `+`; undefined where it is another one, or none. */
export function mobileOf(written: string): string | undefined {
  const number = recipientOf(written);
  return number !== undefined && MOBILE.test(number) ? number : undefined;
}

/** The text with as much of a name as two parts of a short message have room for. */
export function fittedText(textWith: (name: string) => string, name: string): string {
  const letters = Array.from(name);
  const whole = textWith(name);
  if (isFit(whole)) return whole;
  for (let length = letters.length - 1; length > 0; length -= 1) {
    const text = textWith(`${letters.slice(0, length).join("").trimEnd()}...`);
    if (isFit(text)) return text;
  }
  return textWith("...");
}

function isFit(text: string): boolean {
  const cut = cutText(text, { isPlain: true });
  return typeof cut !== "string" && cut.parts.length <= PARTS_MAX;
}

/** Why a message was not taken, as the history of alerts tells it. */
export function textRefusalOf(refusal: string): TextRefusal {
  return TEXT_REFUSALS.find((known) => known === refusal) ?? "failed";
}
