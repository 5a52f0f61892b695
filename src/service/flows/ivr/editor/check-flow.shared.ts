import type { Flow, FlowStep } from "../contract.ts";
import { checkSteps, findingAt } from "./check-steps.shared.ts";
import type { FlowFinding, FlowSurroundings } from "./finding.shared.ts";
import { depths, reachedFrom, SERVING, stepsById, type Way, waysOf } from "./ways.shared.ts";

/** Maximum steps from the start to any other, along the shortest path: more than a caller would accept. */
export const DEPTH_MAX = 25;

/**
 * The findings that prevent a flow from being published, in the order of its steps; empty for a flow that ends for every caller. Pure, and used in the editor
 * too.
 */
export function checkFlow(flow: Flow, surroundings: FlowSurroundings): readonly FlowFinding[] {
  const about = (stepId: string | null) => flow.steps.findIndex(({ id }) => id === stepId);
  const findings = [
    ...checkStart(flow),
    ...checkWays(flow),
    ...checkReach(flow),
    ...checkLoops(flow),
    ...checkMenus(flow),
    ...checkSurveys(flow),
    ...checkBookings(flow),
    ...checkSteps(flow, surroundings),
  ];
  return findings.sort((left, right) => about(left.stepId) - about(right.stepId));
}

function checkStart(flow: Flow): readonly FlowFinding[] {
  const found = { stepId: null, params: {} } as const;
  const isTwice = new Set(flow.languages).size < flow.languages.length;
  const isOpen = flow.start === null || !stepsById(flow).has(flow.start);
  return [
    ...(isTwice ? [{ ...found, field: "languages", rule: "language-twice" } as const] : []),
    ...(isOpen ? [{ ...found, field: "start", rule: "start-open" } as const] : []),
  ];
}

/** After booking a callback a caller is served: no later step may connect the call or record a message. */
function checkBookings(flow: Flow): readonly FlowFinding[] {
  const steps = stepsById(flow);
  return flow.steps.flatMap((step) => {
    if (step.kind !== "callback" || step.booked === null) return [];
    const after = [...reachedFrom(flow, [step.booked])].flatMap((id) => steps.get(id) ?? []);
    const serving = after.find(({ kind }) => SERVING.has(kind));
    return serving === undefined ? [] : [findingAt(step)("served-after-booking", "booked", { other: serving.name })];
  });
}

function checkWays(flow: Flow): readonly FlowFinding[] {
  const steps = stepsById(flow);
  return flow.steps.flatMap((step, nth) => {
    const found = findingAt(step);
    const isTwice = flow.steps.findIndex(({ id }) => id === step.id) < nth;
    const ways = waysOf(step).flatMap(({ field, to }) => {
      if (to === null) return [found("way-open", field)];
      return steps.has(to) ? [] : [found("step-missing", field, { to })];
    });
    return isTwice ? [found("step-twice", "id", { id: step.id }), ...ways] : ways;
  });
}

function checkReach(flow: Flow): readonly FlowFinding[] {
  const depth = depths(flow);
  return flow.steps.flatMap((step) => {
    const deep = depth.get(step.id);
    if (deep === undefined) return [findingAt(step)("unreachable", "id")];
    return deep > DEPTH_MAX ? [findingAt(step)("too-deep", "id", { most: String(DEPTH_MAX) })] : [];
  });
}

/**
 * Steps that can be reached again without any input of the caller: such a call might never end. Where every cycle needs an input, a silent caller ends after at
 * most as many steps as there are.
 */
function checkLoops(flow: Flow): readonly FlowFinding[] {
  const goesOn = ({ by }: Way) => by !== "act";
  // Many paths lead to the same step, and the editor checks after every keystroke.
  const known = new Map<string, ReadonlySet<string>>();
  const reachedAfter = (id: string): ReadonlySet<string> => {
    const reached = known.get(id) ?? reachedFrom(flow, [id], goesOn);
    known.set(id, reached);
    return reached;
  };
  return flow.steps.flatMap((step) =>
    waysOf(step).flatMap((way) => {
      if (!goesOn(way) || way.to === null) return [];
      const isLoop = reachedAfter(way.to).has(step.id);
      return isLoop ? [findingAt(step)("loop-without-act", way.field, { to: nameOf(flow, way.to) })] : [];
    }),
  );
}

/** Menus without an exit by a choice: a caller who presses keys would return for ever. */
function checkMenus(flow: Flow): readonly FlowFinding[] {
  const chosen = ({ by }: Way, step: FlowStep) => step.kind !== "menu" || by === "act";
  const steps = stepsById(flow);
  return flow.steps
    .filter((step) => step.kind === "menu" && step.choices.length > 0)
    .filter(({ id }) => [...reachedFrom(flow, [id], chosen)].every((at) => steps.get(at)?.kind !== "hang-up"))
    .map((step) => findingAt(step)("menu-without-way-out", "choices"));
}

/** A survey is about a call that has been served. */
function checkSurveys(flow: Flow): readonly FlowFinding[] {
  const unserved = reachedFrom(flow, flow.start === null ? [] : [flow.start], ({ by }) => by !== "served");
  return flow.steps
    .filter(({ id, kind }) => kind === "survey" && unserved.has(id))
    .map((step) => findingAt(step)("survey-before-call", "id"));
}

function nameOf(flow: Flow, id: string): string {
  return stepsById(flow).get(id)?.name ?? id;
}
