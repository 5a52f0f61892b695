import type { Flow, FlowStep } from "../contract.ts";

/**
 * An exit of a step. `by` is its trigger: an input of the caller, the end of a served call, or the step itself; only an input of the caller may lead back to an
 * earlier step.
 */
export interface Way {
  /** The field of the step, e.g. "next" or "choices.0.next". */
  readonly field: string;
  readonly to: string | null;
  readonly by: "act" | "served" | "itself";
}

const by =
  (opener: Way["by"]) =>
  (field: string, to: string | null): Way => ({ field, to, by: opener });
const act = by("act");
const served = by("served");
const itself = by("itself");

/** The exits of a step, in display order. */
export function waysOf(step: FlowStep): readonly Way[] {
  switch (step.kind) {
    case "say":
    case "play":
    case "language":
    case "survey":
      return [itself("next", step.next)];
    case "menu":
      return [
        ...step.choices.map(({ next }, nth) => act(`choices.${nth}.next`, next)),
        itself("otherwise", step.otherwise),
      ];
    case "collect":
      return [act("next", step.next), itself("otherwise", step.otherwise)];
    case "hours":
      return [itself("open", step.open), itself("closed", step.closed), itself("dayOff", step.dayOff)];
    case "condition":
      return [
        ...step.tests.map(({ next }, nth) => itself(`tests.${nth}.next`, next)),
        itself("otherwise", step.otherwise),
      ];
    case "queue":
      return [
        ...[served("served", step.served), itself("full", step.full)],
        ...[itself("waitOver", step.waitOver), itself("nobodyThere", step.nobodyThere)],
      ];
    case "transfer":
      return [served("reached", step.reached), itself("notReached", step.notReached)];
    case "voicemail":
      return [itself("kept", step.kept), itself("noMessage", step.noMessage)];
    case "callback":
      return [...[act("booked", step.booked), itself("declined", step.declined)], itself("refused", step.refused)];
    case "look-up": {
      const opener = step.asks ? act : itself;
      return [opener("found", step.found), opener("notFound", step.notFound), itself("failed", step.failed)];
    }
    case "hang-up":
      return [];
  }
}

/** Kinds that serve a caller: after one of them a caller needs no other. */
export const SERVING: ReadonlySet<FlowStep["kind"]> = new Set(["queue", "transfer", "callback", "voicemail"]);

/** The step of this id; undefined when the flow has none. */
export function stepOf(flow: Flow, id: string | null): FlowStep | undefined {
  return flow.steps.find((step) => step.id === id);
}

/** The steps of a flow by id; the first of two with one id. */
export function stepsById(flow: Flow): ReadonlyMap<string, FlowStep> {
  return new Map([...flow.steps].reverse().map((step) => [step.id, step]));
}

/** The steps that are reachable from these, including these, by the exits that `mayTake` permits. */
export function reachedFrom(
  flow: Flow,
  from: readonly string[],
  mayTake: (way: Way, step: FlowStep) => boolean = () => true,
): ReadonlySet<string> {
  const steps = stepsById(flow);
  const reached = new Set<string>();
  const left = [...from];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const step = steps.get(id);
    if (step === undefined || reached.has(id)) continue;
    reached.add(id);
    left.push(...waysOf(step).flatMap((way) => (way.to !== null && mayTake(way, step) ? [way.to] : [])));
  }
  return reached;
}

/** The distance of each step from the start, along the shortest path; unreachable steps are left out. */
export function depths(flow: Flow): ReadonlyMap<string, number> {
  const steps = stepsById(flow);
  const depth = new Map<string, number>();
  let row = flow.start === null ? [] : [flow.start];
  for (let at = 1; row.length > 0; at += 1) {
    const fresh = [...new Set(row)].filter((id) => steps.has(id) && !depth.has(id));
    for (const id of fresh) depth.set(id, at);
    row = fresh.flatMap((id) => {
      const step = steps.get(id);
      return step === undefined ? [] : waysOf(step).flatMap(({ to }) => (to === null ? [] : [to]));
    });
  }
  return depth;
}
