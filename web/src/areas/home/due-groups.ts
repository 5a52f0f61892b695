/** Which of an officer's cases are late, due today, or standing still. */
import type { PromiseView } from "../../data/types.ts";

/** A case with a promise, wherever it comes from. */
export interface DueCase {
  readonly id: string;
  readonly kind: "application" | "registration";
  readonly label: string;
  readonly company: string;
  readonly promise: PromiseView | null;
}

/** The three groups that an officer sees first. */
export interface DueGroups {
  readonly overdue: readonly DueCase[];
  readonly today: readonly DueCase[];
  readonly stuck: readonly DueCase[];
}

/** Sorts cases into groups on `today` (local date). What waits for the applicant is in none; a paused clock stands still. */
export function dueGroups(cases: readonly DueCase[], today: string): DueGroups {
  const owed = cases.filter(({ promise }) => promise?.holder === "ministry");
  const isLate = ({ promise }: DueCase): boolean =>
    promise?.state === "late" || (promise?.state === "running" && promise.dueDate !== null && promise.dueDate < today);
  return {
    overdue: owed.filter(isLate),
    today: owed.filter((one) => !isLate(one) && one.promise?.state === "running" && one.promise.dueDate === today),
    stuck: owed.filter(({ promise }) => promise?.state === "paused"),
  };
}
