import type { Flow, FlowStep } from "../contract.ts";
import { type FlowPlace, placesOf } from "./flow-tree.shared.ts";
import { reachedFrom, SERVING, stepOf, waysOf } from "./ways.shared.ts";

/** Connects an exit with another step, or with none. */
export function connect(flow: Flow, place: FlowPlace, to: string | null): Flow {
  if (place.stepId === null) return { ...flow, start: to };
  return withSteps(flow, (step) => (step.id === place.stepId ? withWay(step, place.field, to) : step));
}

/** The target of an exit. */
export function targetOf(flow: Flow, place: FlowPlace): string | null {
  if (place.stepId === null) return flow.start;
  const step = stepOf(flow, place.stepId);
  return step === undefined ? null : (waysOf(step).find(({ field }) => field === place.field)?.to ?? null);
}

/** Inserts a new step into an exit; the former target follows it by its first exit, or by those of callers who were not served. */
export function insertStep(flow: Flow, place: FlowPlace, step: FlowStep): Flow {
  const to = targetOf(flow, place);
  const put = onwardFields(flow, step, to).reduce((left, field) => withWay(left, field, to), step);
  return connect({ ...flow, steps: [...flow.steps, put] }, place, step.id);
}

/** The exits of a new step that lead on to a target: a caller who talked or booked a callback does not get to a voicemail. */
function onwardFields(flow: Flow, step: FlowStep, to: string | null): readonly string[] {
  const [first, ...rest] = waysOf(step).map(({ field }) => field);
  if (to !== null && rest.length > 0 && SERVING.has(step.kind)) {
    // After a booked callback no step serves the caller; after a talk a menu may.
    const after = step.kind === "callback" ? [...reachedFrom(flow, [to])] : [to];
    if (after.some((id) => SERVING.has(stepOf(flow, id)?.kind ?? "say"))) return rest;
  }
  return first === undefined ? [] : [first];
}

/** Removes a step; exits that led to it lead to the target of its first exit. */
export function removeStep(flow: Flow, id: string): Flow {
  const step = stepOf(flow, id);
  const ways = step === undefined ? [] : waysOf(step);
  const heir = (step?.kind === "callback" ? ways.find(({ field }) => field === "declined") : ways[0])?.to ?? null;
  const to = heir === id ? null : heir;
  const left = { ...flow, steps: flow.steps.filter((one) => one.id !== id) };
  const start = flow.start === id ? to : flow.start;
  return { ...withSteps(left, (one) => leadingOn(one, { from: id, to })), start };
}

/** Replaces a step, with the same id. */
export function changeStep(flow: Flow, step: FlowStep): Flow {
  return withSteps(flow, (one) => (one.id === step.id ? step : one));
}

/**
 * Whether a step may be moved into an exit: not into the one that leads to it already, and a branching step not below itself, since the steps below move along.
 */
export function mayMove(flow: Flow, id: string, place: FlowPlace): boolean {
  const step = stepOf(flow, id);
  if (step === undefined || place.stepId === id || targetOf(flow, place) === id) return false;
  if (isLinear(step)) return true;
  return place.stepId === null || !reachedFrom(flow, [id]).has(place.stepId);
}

/**
 * Moves a step into an exit. A step with a single exit moves alone: its neighbours are connected, and it is inserted. A branching step moves with all steps
 * below it, and the step at the target place takes its place, so that none becomes unreachable. Other exits that lead to it stay.
 */
export function moveStep(flow: Flow, id: string, place: FlowPlace): Flow {
  const step = stepOf(flow, id);
  if (step === undefined || !mayMove(flow, id, place)) return flow;
  const from = placesOf(flow).get(id);
  const target = targetOf(flow, place);
  const [way] = waysOf(step);
  if (!isLinear(step) || way === undefined) {
    const left = from === undefined ? flow : connect(flow, from, target);
    return connect(left, place, id);
  }
  const closed = from === undefined ? flow : connect(flow, from, way.to);
  // Where it was the direct target of the exit, the exit has just changed.
  const next = targetOf(closed, place);
  return connect(
    withSteps(closed, (one) => (one.id === id ? withWay(one, way.field, next) : one)),
    place,
    id,
  );
}

/** The exit before a step's own position, where "earlier" moves it; null at the start. */
export function placeBefore(flow: Flow, id: string): FlowPlace | null {
  const places = placesOf(flow);
  const own = places.get(id);
  return own?.stepId == null ? null : (places.get(own.stepId) ?? null);
}

/** The first exit of the next step, where "later" moves a step; null at an end. */
export function placeAfter(flow: Flow, id: string): FlowPlace | null {
  const step = stepOf(flow, id);
  const next = stepOf(flow, (step === undefined ? undefined : waysOf(step)[0]?.to) ?? null);
  const [way] = next === undefined ? [] : waysOf(next);
  return next === undefined || way === undefined ? null : { stepId: next.id, field: way.field };
}

/** An id that no step of the flow has. */
export function freshId(flow: Flow, kind: FlowStep["kind"]): string {
  const taken = new Set(flow.steps.map(({ id }) => id));
  let nth = 1;
  while (taken.has(`${kind}-${nth}`)) nth += 1;
  return `${kind}-${nth}`;
}

function isLinear(step: FlowStep): boolean {
  return waysOf(step).length === 1;
}

function withSteps(flow: Flow, make: (step: FlowStep) => FlowStep): Flow {
  return { ...flow, steps: flow.steps.map(make) };
}

function leadingOn(step: FlowStep, { from, to }: { readonly from: string; readonly to: string | null }): FlowStep {
  return waysOf(step)
    .filter((way) => way.to === from)
    .reduce((changed, { field }) => withWay(changed, field, to), step);
}

/** A step with one exit changed; the fields are those of `waysOf`. */
function withWay(step: FlowStep, field: string, to: string | null): FlowStep {
  const [list = "", nth] = field.split(".");
  if (nth === undefined) return { ...step, [field]: to } as FlowStep;
  if (step.kind === "menu" && list === "choices")
    return { ...step, choices: step.choices.map((one, at) => (at === Number(nth) ? { ...one, next: to } : one)) };
  if (step.kind === "condition" && list === "tests")
    return { ...step, tests: step.tests.map((one, at) => (at === Number(nth) ? { ...one, next: to } : one)) };
  return step;
}
