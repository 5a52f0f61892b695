import { assert, present, type Step } from "../../../kernel/index.ts";
import type { CallTask } from "../../telephony/calls/index.ts";
import { compileStep, type TaskStep } from "./compile-step.shared.ts";
import type { FlowStep, FlowStepOf } from "./contract.ts";
import {
  type DecidingHours,
  type FlowEffect,
  type FlowEnd,
  type FlowInput,
  type FlowState,
  type FlowVersion,
  VISITS_MAX,
} from "./editor/flow-state.shared.ts";
import { type Decided, decideOutcome, leftUnheard } from "./editor/outcome.shared.ts";
import { clipOf } from "./editor/say-phrase.shared.ts";
import { stepOf } from "./editor/ways.shared.ts";
import { openingAt } from "./hours/opening.shared.ts";

type FlowStepped = Step<FlowState, FlowEffect>;

/** A call before its flow starts: of this version, from `caller` to `called`. */
export function beginFlow(version: FlowVersion, call: { readonly caller: string; readonly called: string }): FlowState {
  const language = present(version.flow.languages[0], "a language of a published flow");
  return {
    version,
    stepId: null,
    token: 0,
    attempt: 1,
    stage: 0,
    before: null,
    answer: null,
    language,
    values: { caller: call.caller, called: call.called, language },
    choices: [],
    visits: 0,
    end: null,
  };
}

/** One step of a call in its flow at `nowMs`. Total: an input that is late or not valid has no effect. */
export function stepFlow(state: FlowState, input: FlowInput, nowMs: number): FlowStepped {
  if (state.end !== null) return { state, effects: [] };
  switch (input.input) {
    case "begun":
      return state.stepId === null ? walk(state, { to: state.version.flow.start, nowMs }) : { state, effects: [] };
    case "caller-gone":
      return callerGone(state);
    case "cut-off":
      return { state, effects: unheard(state) };
    case "finished": {
      if (input.token !== state.token || state.stepId === null) return { state, effects: [] };
      return carryOut(state, decideOutcome(taskStepOf(state), state, input.outcome), nowMs);
    }
  }
}

function taskStepOf({ version, stepId }: FlowState): TaskStep {
  const step = present(stepOf(version.flow, stepId), "the step a call stands in");
  assert(step.kind !== "hours" && step.kind !== "condition", "tasks belong to a step that has some");
  return step;
}

/** Enters steps until one has tasks; steps that decide without a task are passed at once. */
function walk(from: FlowState, way: { readonly to: string | null; readonly nowMs: number }): FlowStepped {
  const effects: FlowEffect[] = [];
  let state = from;
  let to = way.to;
  for (;;) {
    const step = present(stepOf(from.version.flow, to), "the step that a published flow leads to");
    if (state.visits >= VISITS_MAX) return cutShort(state, effects);
    state = { ...state, stepId: step.id, attempt: 1, stage: 0, before: null, answer: null, visits: state.visits + 1 };
    effects.push({ effect: "entered", stepId: step.id });
    const decided = decideEntering(step, state, way.nowMs);
    if ("tasks" in decided) return running(state, decided.tasks, effects);
    if (decided.way !== null)
      effects.push({
        effect: "decided",
        stepId: step.id,
        way: decided.way,
        ...(decided.hours === undefined ? {} : { hours: decided.hours }),
      });
    to = decided.to;
  }
}

type Entering =
  | { readonly tasks: readonly CallTask[] }
  | { readonly way: string | null; readonly to: string | null; readonly hours?: DecidingHours };

function decideEntering(step: FlowStep, state: FlowState, nowMs: number): Entering {
  if (step.kind === "hours") return wayOfHours(step, state.version, nowMs);
  if (step.kind === "condition") return wayOfCondition(step, state.values);
  const tasks = compileStep(step, state);
  if (tasks.length > 0) return { tasks };
  return step.kind === "say" || step.kind === "survey"
    ? { way: null, to: step.next }
    : { tasks: [{ task: "hang-up" }] };
}

/** Named hours precede the hours of the step, which may remain from before. */
function wayOfHours(step: FlowStepOf<"hours">, version: FlowVersion, nowMs: number): Entering {
  const named = version.namedHours?.find(({ id }) => id === step.hoursId);
  const way = openingAt(named?.hours ?? step, { nowMs, daysOff: version.daysOff });
  if (named === undefined) return { way, to: step[way] };
  const { id, name, version: number } = named;
  return { way, to: step[way], hours: { id, name, version: number } };
}

function wayOfCondition(step: FlowStepOf<"condition">, values: FlowState["values"]) {
  const met = step.tests.findIndex(({ value, is, to }) => {
    const known = values[value];
    if (known === undefined) return false;
    if (is === "is-set") return known !== "";
    return is === "equals" ? to.includes(known) : to.some((begin) => known.startsWith(begin));
  });
  const test = step.tests[met];
  return test === undefined ? { way: "otherwise", to: step.otherwise } : { way: `tests.${met}.next`, to: test.next };
}

/** Puts the tasks on the call; a flow whose last task is a hang-up has ended. */
function running(state: FlowState, tasks: readonly CallTask[], before: readonly FlowEffect[]): FlowStepped {
  const token = state.token + 1;
  const effects: readonly FlowEffect[] = [...before, { effect: "run", token, tasks }];
  if (tasks.at(-1)?.task !== "hang-up") return { state: { ...state, token }, effects };
  return {
    state: { ...state, token, end: "hung-up" },
    effects: [...effects, { effect: "ended", end: "hung-up" }],
  };
}

/** A caller who has exceeded the step limit hears a closing announcement, and the call ends. */
function cutShort(state: FlowState, before: readonly FlowEffect[]): FlowStepped {
  const token = state.token + 1;
  const over = ended({ ...state, token }, "too-many-steps");
  const farewell = { task: "play", clips: [clipOf("goodbye", state.language)], times: 1, isBargeable: false } as const;
  return {
    state: over.state,
    effects: [...before, { effect: "run", token, tasks: [farewell, { task: "hang-up" }] }, ...over.effects],
  };
}

function ended(state: FlowState, end: FlowEnd): FlowStepped {
  return { state: { ...state, end }, effects: [{ effect: "ended", end }] };
}

function callerGone(state: FlowState): FlowStepped {
  const over = ended(state, "caller-gone");
  return { state: over.state, effects: [...unheard(state), ...over.effects] };
}

/** Records an announcement that the caller has not heard to its end. */
function unheard(state: FlowState): readonly FlowEffect[] {
  const lookedUp = state.answer === null ? null : leftUnheard(taskStepOf(state), state);
  return lookedUp === null ? [] : [{ effect: "looked-up", lookedUp }];
}

/** Applies the outcome of a step's tasks: stores variables, tries again, or continues within the step or at an exit. */
function carryOut(before: FlowState, decided: Decided, nowMs: number): FlowStepped {
  const learned = decided.learned ?? {};
  const effects: readonly FlowEffect[] = [
    ...Object.entries(learned).map(([name, value]) => ({ effect: "remember", name, value }) as const),
    ...(decided.choice === undefined ? [] : [{ effect: "chose", choice: decided.choice } as const]),
    ...(decided.lookedUp === undefined ? [] : [{ effect: "looked-up", lookedUp: decided.lookedUp } as const]),
  ];
  const language = decided.language ?? before.language;
  const state: FlowState = {
    ...before,
    language,
    values: { ...before.values, ...learned, language },
    choices: decided.choice === undefined ? before.choices : [...before.choices, decided.choice],
  };
  if ("to" in decided) {
    const walked = walk(state, { to: decided.to, nowMs });
    return { state: walked.state, effects: [...effects, ...walked.effects] };
  }
  const { attempt, stage, before: wrong, answer = null } = decided;
  const again = { ...state, attempt, stage, before: wrong, answer };
  const tasks = compileStep(taskStepOf(again), again);
  if (tasks.length > 0) return running(again, tasks, effects);
  const nothing = decideOutcome(taskStepOf(again), again, { outcome: "failed" });
  return carryOut(again, nothing, nowMs);
}
