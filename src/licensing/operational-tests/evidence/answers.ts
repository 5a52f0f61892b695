import type { Outcome } from "../test-words.shared.ts";
import type { AnswerValue, TestItem } from "./items.shared.ts";

/** The fields of an answer that determine its effect. */
export interface Answer {
  readonly id: string;
  readonly item: string;
  /** Earlier answers to the same item that this one replaces. */
  readonly replaces: readonly string[];
  readonly value: AnswerValue;
  readonly answeredBy: string;
}

/** The state of an item. */
export interface TestItemState {
  readonly item: string;
  readonly outcome: Outcome | "open";
  /** Two people answered concurrently, without replacing each other's answer. */
  readonly isConflict: boolean;
  /** Failed by an assumed limit only, and not yet confirmed. */
  readonly isToConfirm: boolean;
  /** The ids of the answers that are not replaced. */
  readonly heads: readonly string[];
  /** The one that counts; null if there is none. */
  readonly counts: Answer | null;
}

/** From lenient to strict: the stricter of conflicting answers counts. */
const STRICTNESS: Readonly<Record<Outcome, number>> = { pass: 0, "not-applicable": 1, fail: 2 };

/**
 * The outcome of an answer. It is computed from a measured value and its limit, or from a device's checks, so that no
 * contradicting verdict can be entered; "not-applicable" must be stated explicitly.
 */
export function outcomeOf(item: TestItem, value: AnswerValue): Outcome | "open" {
  if (value.outcome === "not-applicable") return "not-applicable";
  if (item.device !== null) return outcomeOfDevice(item.device.checks, value);
  if (item.kind === "observed") return value.outcome ?? "open";
  if (value.measurement === null || item.limit === null) return "open";
  const { comparison, value: limit } = item.limit;
  const { value: measured } = value.measurement;
  const holds = comparison === "at-least" ? measured >= limit : measured <= limit;
  return holds ? "pass" : "fail";
}

function outcomeOfDevice(checks: readonly (keyof AnswerValue["checks"])[], value: AnswerValue): Outcome | "open" {
  const found = checks.map((check) => value.checks[check]);
  if (found.includes("fail")) return "fail";
  return found.includes(undefined) ? "open" : "pass";
}

/** Whether a failure is based only on an assumption: the item itself, or the limit of the measurement. */
function restsOnAssumption(item: TestItem): boolean {
  return item.limit === null ? item.standing === "assumed" : item.limit.standing === "assumed";
}

/**
 * Computes the state of every item, regardless of the order and repetition of answers. An answer that is not replaced
 * is a head; among several heads the strictest counts, and among equals the one with the smallest id, so that all
 * devices agree.
 */
export function testItemStatesOf(items: readonly TestItem[], answers: readonly Answer[]): readonly TestItemState[] {
  const known = new Map(answers.map((answer) => [answer.id, answer]));
  const byItem = Map.groupBy(known.values(), ({ item }) => item);
  return items.map((item) => testItemStateOf(item, headsOf(byItem.get(item.key) ?? [])));
}

/** The answers that are not replaced; an answer replaces only answers to the same item. */
function headsOf(answers: readonly Answer[]): readonly Answer[] {
  const replaced = new Set(answers.flatMap(({ replaces }) => replaces));
  return answers.filter(({ id }) => !replaced.has(id));
}

function testItemStateOf(item: TestItem, heads: readonly Answer[]): TestItemState {
  const judged = heads
    .map((answer) => ({ answer, outcome: outcomeOf(item, answer.value) }))
    .toSorted((left, right) => rank(right.outcome) - rank(left.outcome) || (left.answer.id < right.answer.id ? -1 : 1));
  const [first] = judged;
  const outcome = first?.outcome ?? "open";
  const isConfirmed = (first?.answer.value.confirmedBecause ?? "").trim() !== "";
  return {
    item: item.key,
    outcome,
    isConflict: heads.length > 1,
    isToConfirm: outcome === "fail" && restsOnAssumption(item) && !isConfirmed,
    heads: heads.map(({ id }) => id).toSorted(),
    counts: first?.answer ?? null,
  };
}

function rank(outcome: Outcome | "open"): number {
  return outcome === "open" ? -1 : STRICTNESS[outcome];
}

/** The verdict: fit if no mandatory item failed; a non-applicable item is no failure. */
export function verdictOf(items: readonly TestItem[], itemStates: readonly TestItemState[]): "fit" | "unfit" {
  const failed = new Set(itemStates.filter(({ outcome }) => outcome === "fail").map(({ item }) => item));
  return items.some(({ key, mandatory }) => mandatory && failed.has(key)) ? "unfit" : "fit";
}
