import type { Promises } from "./contract.ts";
import { PRIORITIES } from "./ticket-limits.shared.ts";

/** Whether no solution is due before the first answer, and no more urgent ticket later than a less urgent one. */
export function hasPromiseOrder(promises: Promises): boolean {
  return PRIORITIES.every((priority, nth) => {
    const [own, before] = [promises[priority], promises[PRIORITIES[nth - 1] ?? priority]];
    return (
      own.answerMinutes <= own.solutionMinutes &&
      before.answerMinutes <= own.answerMinutes &&
      before.solutionMinutes <= own.solutionMinutes
    );
  });
}
