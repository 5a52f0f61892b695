/** Groups an officer's cases: overdue, due today, or paused. */
import type { PromiseView } from "../../data/types.ts";

/** A case with a processing time, of any kind. */
export interface DueCase {
  readonly id: string;
  readonly kind: "application" | "registration";
  readonly label: string;
  readonly company: string;
  readonly promise: PromiseView | null;
}

/** The three groups at the top of an officer's home. */
export interface DueGroups {
  readonly overdue: readonly DueCase[];
  readonly today: readonly DueCase[];
  readonly stuck: readonly DueCase[];
}

/** Groups cases on `today` (local date). Cases that wait for the applicant are in no group; paused cases are in the third. */
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
