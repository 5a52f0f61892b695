import { callerPair } from "../scenarios/index.ts";
import type { RawAnswer, RawRun } from "./raw.ts";
import { findDominantPair } from "./stream-figures.ts";

/** Number of trailing digits that must be equal. */
const DIGITS_MIN = 6;

/** Whether two notations may be the same number: with or without the country code. */
export function isSameNumber(left: string, right: string): boolean {
  const [one, other] = [left.replaceAll(/\D/g, ""), right.replaceAll(/\D/g, "")];
  const length = Math.min(one.length, other.length);
  const bare = (digits: string) => digits.replace(/^(?:0062|62|0)/, "");
  if (length < DIGITS_MIN) return one === other;
  return bare(one) === bare(other);
}

/**
 * Matches the legs of the probe's phones to its calls: by the displayed number. If it matches none, or several calls,
 * by the tones that the phone received; completely swapped calls cannot be detected then.
 */
export function matchAnswers({
  calls,
  answers,
}: Pick<RawRun, "calls" | "answers">): ReadonlyMap<
  number,
  { readonly answer: RawAnswer; readonly by: "number" | "sound" }
> {
  const found = new Map<number, { readonly answer: RawAnswer; readonly by: "number" | "sound" }>();
  const left: RawAnswer[] = [];
  for (const answer of answers) {
    const shown = calls.filter(({ callerNumber }) => isSameNumber(callerNumber, answer.callerShown));
    const [call] = shown;
    // A number shared by several calls identifies none of them.
    if (call === undefined || shown.length > 1 || found.has(call.nth)) left.push(answer);
    else found.set(call.nth, { answer, by: "number" });
  }
  for (const answer of left) {
    const pair = findDominantPair(answer.stream);
    const call = calls.find(({ nth }) => !found.has(nth) && callerPair(nth) === pair);
    if (call !== undefined) found.set(call.nth, { answer, by: "sound" });
  }
  return found;
}
