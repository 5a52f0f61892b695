import { callerPair } from "../scenarios/index.ts";
import type { RawAnswer, RawRun } from "./raw.ts";
import { findDominantPair } from "./stream-figures.ts";

/** Digits of two numbers that have to agree, from the end. */
const DIGITS_MIN = 6;

/** Whether two writings may mean the same number: with or without the country's prefix. */
export function isSameNumber(left: string, right: string): boolean {
  const [one, other] = [left.replaceAll(/\D/g, ""), right.replaceAll(/\D/g, "")];
  const length = Math.min(one.length, other.length);
  const bare = (digits: string) => digits.replace(/^(?:0062|62|0)/, "");
  if (length < DIGITS_MIN) return one === other;
  return bare(one) === bare(other);
}

/**
 * Which leg of the probe's phones belongs to which of its calls: by the number the centre showed. Where it shows none of
 * them, or several calls have it, by the tones that the phone heard; calls that were swapped whole cannot be noticed then.
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
    // A number that several calls have tells none of them.
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
