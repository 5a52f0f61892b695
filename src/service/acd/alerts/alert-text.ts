import { cutText, recipientOf } from "../../messaging/sms/index.ts";
import { TEXT_REFUSALS, type TextRefusal } from "./alert-text.shared.ts";

/** The maximum of segments of an SMS about an alert. */
const PARTS_MAX = 2;
/** An Indonesian mobile number: 8 and eight to eleven more digits. */
const MOBILE = /^628[1-9]\d{7,10}$/;

/** An Indonesian mobile number in international form without `+`; undefined for any other number or text. */
export function mobileOf(written: string): string | undefined {
  const number = recipientOf(written);
  return number !== undefined && MOBILE.test(number) ? number : undefined;
}

/** The text with the name shortened so that it fits into two SMS segments. */
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

/** Why a message was refused, as the history of alerts shows it. */
export function textRefusalOf(refusal: string): TextRefusal {
  return TEXT_REFUSALS.find((known) => known === refusal) ?? "failed";
}
