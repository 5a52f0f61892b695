import type { Flow, FlowStep } from "../contract.ts";
import { stepsById, waysOf } from "./ways.shared.ts";

/** An exit of a step, or the start of the flow (`stepId` null, `field` "start"). */
export interface FlowPlace {
  readonly stepId: string | null;
  readonly field: string;
}

/** The start of a flow. */
export const START: FlowPlace = { stepId: null, field: "start" };

/** One line of a flow drawn as a tree. */
export type TreeRow =
  | { readonly row: "step"; readonly key: string; readonly depth: number; readonly stepId: string }
  /** An exit; its target follows as a separate row where `leads` is "here". */
  | {
      readonly row: "way";
      readonly key: string;
      readonly depth: number;
      readonly place: FlowPlace;
      readonly to: string | null;
      readonly leads: "here" | "elsewhere" | "nowhere";
      /** Whether it is the only exit, which needs no name. */
      readonly isOnly: boolean;
    }
  /** The following steps cannot be reached from the start. */
  | { readonly row: "loose"; readonly key: string; readonly depth: 0 };

/** The position of each step: the first path that leads to it, from the start outwards; unreachable steps below one another. */
export function placesOf(flow: Flow): ReadonlyMap<string, FlowPlace> {
  const places = new Map<string, FlowPlace>();
  hang(flow, [[START, flow.start]], places);
  return places;
}

function hang(
  flow: Flow,
  from: readonly (readonly [FlowPlace, string | null])[],
  places: Map<string, FlowPlace>,
  roots: ReadonlySet<string> = new Set(),
): void {
  const steps = stepsById(flow);
  const left = [...from];
  for (let at = 0; at < left.length; at += 1) {
    const [place, id] = left[at] ?? [START, null];
    const step = steps.get(id ?? "");
    if (step === undefined || places.has(step.id) || roots.has(step.id)) continue;
    places.set(step.id, place);
    left.push(...waysOf(step).map(({ field, to }) => [{ stepId: step.id, field }, to] as const));
  }
}

/** A flow as the rows of a tree: each step once, and by its name at all other exits that lead to it. */
export function treeOf(flow: Flow): readonly TreeRow[] {
  const steps = stepsById(flow);
  const places = new Map(placesOf(flow));
  const loose = looseRoots(flow, places);
  const isRoot = new Set(loose);
  for (const root of loose) {
    const step = steps.get(root);
    const ways = step === undefined ? [] : waysOf(step);
    const from = ways.map(({ field, to }) => [{ stepId: root, field }, to] as const);
    hang(flow, from, places, isRoot);
  }
  const drawing: Drawing = { steps, places, rows: [] };
  drawWay({ place: START, to: flow.start, depth: 0, isOnly: false }, drawing);
  for (const root of loose) {
    drawing.rows.push({ row: "loose", key: `loose ${root}`, depth: 0 });
    drawStep({ id: root, depth: 0 }, drawing);
  }
  return drawing.rows;
}

/** Steps without a reachable predecessor, those without any predecessor first. */
function looseRoots(flow: Flow, places: ReadonlyMap<string, FlowPlace>): readonly string[] {
  const loose = flow.steps.filter(({ id }) => !places.has(id));
  const led = new Set(
    loose.flatMap((step) => waysOf(step).flatMap(({ to }) => (to === null || to === step.id ? [] : [to]))),
  );
  const roots = loose.filter(({ id }) => !led.has(id)).map(({ id }) => id);
  const covered = new Map(places);
  for (const root of roots) hang(flow, [[START, root]], covered);
  // Steps in a cycle have no first one: the first in stored order represents the cycle.
  for (const { id } of loose) {
    if (covered.has(id)) continue;
    roots.push(id);
    hang(flow, [[START, id]], covered);
  }
  return roots;
}

interface Drawing {
  readonly steps: ReadonlyMap<string, FlowStep>;
  readonly places: ReadonlyMap<string, FlowPlace>;
  readonly rows: TreeRow[];
}

function drawWay(
  way: { readonly place: FlowPlace; readonly to: string | null; readonly depth: number; readonly isOnly: boolean },
  drawing: Drawing,
): void {
  const { place, to, depth, isOnly } = way;
  const hangsAt = to === null ? undefined : drawing.places.get(to);
  const isHere = hangsAt !== undefined && hangsAt.stepId === place.stepId && hangsAt.field === place.field;
  const isThere = to !== null && drawing.steps.has(to);
  const leads = isHere ? "here" : isThere ? "elsewhere" : "nowhere";
  drawing.rows.push({ row: "way", key: `${place.stepId ?? ""} ${place.field}`, depth, place, to, leads, isOnly });
  if (isHere && to !== null) drawStep({ id: to, depth }, drawing);
}

function drawStep({ id, depth }: { readonly id: string; readonly depth: number }, drawing: Drawing): void {
  const step = drawing.steps.get(id);
  if (step === undefined) return;
  drawing.rows.push({ row: "step", key: id, depth, stepId: id });
  const ways = waysOf(step);
  const isOnly = ways.length === 1;
  for (const { field, to } of ways) {
    drawWay({ place: { stepId: id, field }, to, depth: isOnly ? depth : depth + 1, isOnly }, drawing);
  }
}
