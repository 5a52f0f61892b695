import { present } from "../../../../kernel/index.ts";
import type { Call } from "../call.ts";
import type { CallEffect, CallStep } from "../call-step.ts";
import type { TaskOutcome } from "./call-task.ts";
import type { CallTasks } from "./call-tasks.ts";
import type { TaskInput } from "./task-stack.ts";

/** A call after something happened to its tasks: what is to be done, and what the stack of tasks is to be told. */
export interface TaskMove extends CallStep {
  readonly inputs: readonly TaskInput[];
}

/** Nothing has happened. */
export function unmoved(call: Call): TaskMove {
  return { call, effects: [], inputs: [] };
}

/** A move that only asks for something. */
export function moveOf(call: Call, effects: readonly CallEffect[], inputs: readonly TaskInput[] = []): TaskMove {
  return { call, effects, inputs };
}

/** One move after the other. */
export function andThen(first: TaskMove, next: (call: Call) => TaskMove): TaskMove {
  const second = next(first.call);
  return {
    call: second.call,
    effects: [...first.effects, ...second.effects],
    inputs: [...first.inputs, ...second.inputs],
  };
}

/** The tasks of a call that has some. */
export function tasksOf(call: Call): CallTasks {
  return present(call.tasks, "the tasks of a call");
}

/** The call with its tasks changed. */
export function withTasks(call: Call, change: Partial<CallTasks>): Call {
  return { ...call, tasks: { ...tasksOf(call), ...change } };
}

/** The end of a task, as the stack is told it. */
export function ending(scope: number, outcome: TaskOutcome): TaskInput {
  return { input: "outcome", scope, outcome };
}
