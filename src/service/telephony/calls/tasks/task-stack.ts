import { assert, type Step } from "../../../../kernel/index.ts";
import type { RecognitionEvent } from "../media/speech-recognition-port.ts";
import { type CallTask, OUTCOMES, PRECONDITIONS, type TaskOutcome } from "./call-task.ts";
import { beginGather, type Gather, type GatherEffect, type GatherInput, stepGather } from "./gather.ts";
import type { SpeechOptions } from "./gather-options.ts";

/** Maximum tasks that are put on a call at once. */
const TASKS_MAX = 100;

/** The running task with its own scope: events of another scope never affect it. */
interface RunningTask {
  readonly scope: number;
  readonly task: CallTask;
  readonly gather: Gather | null;
}

/** The tasks of one call: the running one, the waiting ones, and the token of their sender. */
export interface TaskStack {
  readonly running: RunningTask | null;
  readonly waiting: readonly CallTask[];
  /** The sender's token for the tasks; reported when the last one is over. */
  readonly token: number;
  readonly nextScope: number;
  readonly isAnswered: boolean;
  /** Whether the caller is connected with no other party. */
  readonly isAlone: boolean;
  /** The answer was requested and has not completed yet. */
  readonly isAnswering: boolean;
  readonly isGone: boolean;
}

/** Inputs of the tasks of a call. */
export type TaskInput =
  /** New tasks replace the running and the waiting ones. */
  | { readonly input: "put"; readonly token: number; readonly tasks: readonly CallTask[] }
  | { readonly input: "answered" }
  | { readonly input: "joined" }
  | { readonly input: "left-alone" }
  | { readonly input: "key"; readonly key: string }
  | { readonly input: "played"; readonly scope: number }
  | { readonly input: "timer"; readonly scope: number }
  | { readonly input: "heard"; readonly scope: number; readonly news: RecognitionEvent }
  | { readonly input: "outcome"; readonly scope: number; readonly outcome: TaskOutcome }
  | { readonly input: "gone" };

/** Effects of the tasks of a call. */
export type TaskEffect =
  | { readonly effect: "answer" }
  | { readonly effect: "begin"; readonly scope: number; readonly task: CallTask }
  | { readonly effect: "cancel"; readonly scope: number; readonly task: CallTask }
  | { readonly effect: "stop-play"; readonly scope: number }
  | { readonly effect: "arm"; readonly scope: number; readonly ms: number }
  | { readonly effect: "disarm"; readonly scope: number }
  | { readonly effect: "hear"; readonly scope: number; readonly speech: SpeechOptions }
  | { readonly effect: "hear-out" | "hear-no-more"; readonly scope: number }
  /** All tasks of this token are over, with the outcome of the last one. */
  | { readonly effect: "finished"; readonly token: number; readonly outcome: TaskOutcome };

type TaskStep = Step<TaskStack, TaskEffect>;

/** The tasks of a call on arrival: none. */
export const NO_TASKS: TaskStack = {
  running: null,
  waiting: [],
  token: 0,
  nextScope: 1,
  isAnswered: false,
  isAlone: true,
  isAnswering: false,
  isGone: false,
};

/**
 * One step of the tasks of a call. At most one runs; a task starts only when its precondition holds; an input of a scope that no longer runs has no effect, so
 * that no task takes the events of another.
 */
export function stepTasks(stack: TaskStack, input: TaskInput): TaskStep {
  if (stack.isGone) return { state: stack, effects: [] };
  switch (input.input) {
    case "put":
      return put(stack, input);
    case "answered":
      return answered(stack);
    case "joined":
      return { state: { ...stack, isAlone: false }, effects: [] };
    case "left-alone":
      return { state: { ...stack, isAlone: true }, effects: [] };
    case "key":
      return keyPressed(stack, input.key);
    case "played":
      return stack.running?.scope === input.scope ? played(stack, stack.running) : { state: stack, effects: [] };
    case "timer":
    case "heard":
      return stack.running?.scope === input.scope ? gathering(stack, input) : { state: stack, effects: [] };
    case "outcome":
      return handleOutcome(stack, input);
    case "gone": {
      const { running } = stack;
      return { state: { ...stack, running: null, waiting: [], isGone: true }, effects: cancelling(running) };
    }
  }
}

function put(stack: TaskStack, { token, tasks }: Extract<TaskInput, { input: "put" }>): TaskStep {
  assert(tasks.length > 0 && tasks.length <= TASKS_MAX, "a call is given some tasks, and not too many");
  const cleared = { ...stack, running: null, waiting: tasks, token };
  const next = beginNext(cleared, null);
  return { state: next.state, effects: [...cancelling(stack.running), ...next.effects] };
}

function cancelling(running: RunningTask | null): readonly TaskEffect[] {
  if (running === null) return [];
  const { scope, task, gather } = running;
  return [...(gather === null ? [] : [{ effect: "disarm", scope } as const]), { effect: "cancel", scope, task }];
}

/** Starts the next task; `last` is the outcome of the previous one. */
function beginNext(stack: TaskStack, last: TaskOutcome | null): TaskStep {
  const [task, ...waiting] = stack.waiting;
  if (task === undefined) {
    const outcome = last ?? { outcome: "failed" };
    return { state: stack, effects: [{ effect: "finished", token: stack.token, outcome }] };
  }
  const { needsAnswer, needsCallerAlone } = PRECONDITIONS[task.task];
  if (needsCallerAlone && !stack.isAlone) return beginNext({ ...stack, waiting }, { outcome: "failed" });
  if (needsAnswer && !stack.isAnswered) {
    return { state: { ...stack, isAnswering: true }, effects: stack.isAnswering ? [] : [{ effect: "answer" }] };
  }
  return begin({ ...stack, waiting }, task);
}

function begin(stack: TaskStack, task: CallTask): TaskStep {
  const scope = stack.nextScope;
  const first = task.task === "gather" ? beginGather(task) : null;
  const running: RunningTask = { scope, task, gather: first?.gather ?? null };
  const armed = (first?.effects ?? []).flatMap((effect) => scoped(effect, scope));
  return {
    state: { ...stack, running, nextScope: scope + 1 },
    effects: [{ effect: "begin", scope, task }, ...armed],
  };
}

function answered(stack: TaskStack): TaskStep {
  const state = { ...stack, isAnswered: true, isAnswering: false };
  const isWaiting = stack.running === null && stack.waiting.length > 0 && stack.isAnswering;
  return isWaiting ? beginNext(state, null) : { state, effects: [] };
}

function keyPressed(stack: TaskStack, key: string): TaskStep {
  const { running } = stack;
  if (running?.gather) return gathering(stack, { input: "key", key });
  if (running?.task.task !== "play" || !running.task.isBargeable) return { state: stack, effects: [] };
  const over = ended(stack, { outcome: "played", key });
  return { state: over.state, effects: [{ effect: "stop-play", scope: running.scope }, ...over.effects] };
}

function played(stack: TaskStack, { task }: RunningTask): TaskStep {
  if (task.task === "gather") return gathering(stack, { input: "played" });
  if (task.task === "play") return ended(stack, { outcome: "played", key: null });
  return { state: stack, effects: [] };
}

function gathering(stack: TaskStack, input: GatherInput): TaskStep {
  const { running } = stack;
  if (!running?.gather) return { state: stack, effects: [] };
  const step = stepGather(running.gather, input);
  const effects = step.effects.flatMap((effect) => scoped(effect, running.scope));
  const done = step.effects.find(({ effect }) => effect === "done");
  const state = { ...stack, running: { ...running, gather: step.gather } };
  if (done?.effect !== "done") return { state, effects };
  const over = ended(state, done.outcome);
  return { state: over.state, effects: [...effects, ...over.effects] };
}

function scoped(effect: GatherEffect, scope: number): readonly TaskEffect[] {
  return effect.effect === "done" ? [] : [{ ...effect, scope }];
}

function handleOutcome(stack: TaskStack, told: Extract<TaskInput, { input: "outcome" }>): TaskStep {
  const { running } = stack;
  if (running?.scope !== told.scope || !OUTCOMES[running.task.task].has(told.outcome.outcome)) {
    return { state: stack, effects: [] };
  }
  const over = ended(stack, told.outcome);
  const { gather, scope } = running;
  const disarmed = gather === null ? [] : [{ effect: "disarm", scope } as const];
  const deaf = (gather?.hearing ?? "off") === "off" ? [] : [{ effect: "hear-no-more", scope } as const];
  return { state: over.state, effects: [...disarmed, ...deaf, ...over.effects] };
}

function ended(stack: TaskStack, outcome: TaskOutcome): TaskStep {
  return beginNext({ ...stack, running: null }, outcome);
}
