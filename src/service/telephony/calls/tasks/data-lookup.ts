import type { Call } from "../call.ts";
import type { TaskOf, TaskOutcome } from "./call-task.ts";
import type { DataLookupResult } from "./data-lookup-port.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "./task-move.ts";

/** Looks up the caller's digits. */
export function beginDataLookup(call: Call, scope: number, { wish }: TaskOf<"look-up">): TaskMove {
  return moveOf(withTasks(call, { asking: scope }), [{ effect: "look-up", nth: scope, wish }]);
}

/** The lookup has a result or has failed; an answer that is no longer awaited has no effect. */
export function handleDataLookupResult(
  call: Call,
  told: { readonly nth: number; readonly answer: DataLookupResult },
): TaskMove {
  if (tasksOf(call).asking !== told.nth) return unmoved(call);
  return moveOf(withTasks(call, { asking: null }), [], [ending(told.nth, outcomeOf(told.answer))]);
}

function outcomeOf(answer: DataLookupResult): TaskOutcome {
  switch (answer.is) {
    case "found":
      return { outcome: "found", answer };
    case "not-found":
      return { outcome: "not-found", list: answer.list, version: answer.version };
    case "failed":
      return { outcome: "failed" };
  }
}
