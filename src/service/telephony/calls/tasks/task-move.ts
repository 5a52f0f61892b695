import { present } from "../../../../kernel/index.ts";
import type { Call } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import type { TaskOutcome } from "./call-task.ts";
import type { CallTasks } from "./call-tasks.ts";
import type { TaskInput } from "./task-stack.ts";

/** A call after an event of its tasks: the effects, and the inputs for the task stack. */
export interface TaskMove extends CallStep {
  readonly inputs: readonly TaskInput[];
}

/** A move without any change. */
export function unmoved(call: Call): TaskMove {
  return { call, effects: [], inputs: [] };
}

/** A move that only has effects. */
export function moveOf(call: Call, effects: readonly CallEffect[], inputs: readonly TaskInput[] = []): TaskMove {
  return { call, effects, inputs };
}

/** Chains two moves. */
export function andThen(first: TaskMove, next: (call: Call) => TaskMove): TaskMove {
  const second = next(first.call);
  return {
    call: second.call,
    effects: [...first.effects, ...second.effects],
    inputs: [...first.inputs, ...second.inputs],
  };
}

/** The tasks of a call that has tasks. */
export function tasksOf(call: Call): CallTasks {
  return present(call.tasks, "the tasks of a call");
}

/** The call with its tasks changed. */
export function withTasks(call: Call, change: Partial<CallTasks>): Call {
  return { ...call, tasks: { ...tasksOf(call), ...change } };
}

/** The end of a task, as an input of the task stack. */
export function ending(scope: number, outcome: TaskOutcome): TaskInput {
  return { input: "outcome", scope, outcome };
}
