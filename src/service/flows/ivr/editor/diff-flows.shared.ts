import type { Flow, FlowStep } from "../contract.ts";
import { stepsById, waysOf } from "./ways.shared.ts";

/** The kinds of changes; each has a text (`flows.changes`). */
export const FLOW_CHANGES = [
  ...([
    "languages",
    "added",
    "removed",
    "moved",
    "renamed",
    "choice-added",
    "choice-removed",
    "choice-renamed",
  ] as const),
  ...(["leads-elsewhere", "leads-nowhere", "switched-on", "switched-off", "changed", "rewritten"] as const),
] as const;

/** One change from a version of a flow to another, with the parameters of its text. */
export interface FlowChange {
  readonly change: (typeof FLOW_CHANGES)[number];
  /** Null for the flow itself. */
  readonly stepId: string | null;
  /** The field of the step; null where the change concerns the whole step. */
  readonly field: string | null;
  readonly params: Readonly<Record<string, string>>;
}

/** Values of parameters for the start of a flow, and for no step at all; the renderer has texts for both. */
export const AT_START = "^";
/** See `AT_START`. */
export const NOWHERE = "–";

/** The position of a step: the first path that leads to it, from the start outwards. */
interface Place {
  readonly parent: string | null;
  readonly way: string;
}

interface Side {
  readonly flow: Flow;
  readonly steps: ReadonlyMap<string, FlowStep>;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * The changes of a flow: empty exactly when both versions behave equally (the stored order of steps has no meaning). An exit with a new target is left out
 * where its new target is reported as added or moved there.
 */
export function diffFlows(before: Flow, after: Flow): readonly FlowChange[] {
  const [old, fresh] = [sideOf(before), sideOf(after)];
  const languages = before.languages.join() === after.languages.join() ? [] : [change("languages", null)];
  const removed = before.steps
    .filter((step) => !isRetained(step, fresh))
    .map((step) => change("removed", step, { step: step.name }));
  const told = after.steps.flatMap((step) => diffStep(step, old, fresh));
  return [...languages, ...removed, ...diffStart(old, fresh), ...told];
}

function sideOf(flow: Flow): Side {
  const steps = stepsById(flow);
  const places = new Map<string, Place>();
  const left: [string | null, Place][] = [[flow.start, { parent: null, way: "start" }]];
  for (let at = 0; at < left.length; at += 1) {
    const [id, place] = left[at] ?? [null];
    const step = steps.get(id ?? "");
    if (step === undefined || place === undefined || places.has(step.id)) continue;
    places.set(step.id, place);
    for (const [way, to] of namedWays(step)) left.push([to, { parent: step.id, way }]);
  }
  return { flow, steps, places };
}

/** Exits under names that are stable when choices are reordered: a choice is identified by its keys. */
function namedWays(step: FlowStep): ReadonlyMap<string, string | null> {
  const ways = waysOf(step).map(({ field, to }) => {
    const nth = step.kind === "menu" ? /^choices\.(\d+)\./.exec(field)?.[1] : undefined;
    const keys = step.kind === "menu" && nth !== undefined ? step.choices[Number(nth)]?.keys : undefined;
    return [keys === undefined ? field : `choices ${keys}`, to] as const;
  });
  return new Map(ways);
}

/** A step that became another kind is a different step. */
function isRetained(step: FlowStep, other: Side): boolean {
  return other.steps.get(step.id)?.kind === step.kind;
}

function change(
  what: FlowChange["change"],
  step: FlowStep | null,
  params: FlowChange["params"] = {},
  field: string | null = null,
): FlowChange {
  return { change: what, stepId: step?.id ?? null, field, params };
}

/** Another exit of the same step is reported as a changed exit, not as a move. */
function isMoved(id: string, old: Side, fresh: Side): boolean {
  return old.places.get(id)?.parent !== fresh.places.get(id)?.parent;
}

/** Whether the new target of an exit is reported as moved there. */
function isReportedMove(to: string | null, place: Place, sides: readonly [Side, Side]): boolean {
  const [old, fresh] = sides;
  const step = fresh.steps.get(to ?? "");
  const at = step === undefined ? undefined : fresh.places.get(step.id);
  if (step === undefined || at?.parent !== place.parent || at.way !== place.way) return false;
  return !isRetained(step, old) || isMoved(step.id, old, fresh);
}

function diffStart(old: Side, fresh: Side): readonly FlowChange[] {
  const { start } = fresh.flow;
  if (old.flow.start === start || isReportedMove(start, { parent: null, way: "start" }, [old, fresh])) return [];
  return [leading({ step: null, field: "start", from: old.flow.start, to: start }, old, fresh)];
}

function leading(
  way: {
    readonly step: FlowStep | null;
    readonly field: string;
    readonly from: string | null;
    readonly to: string | null;
  },
  old: Side,
  fresh: Side,
): FlowChange {
  const { step, field, from, to } = way;
  const params = { step: step?.name ?? "", from: nameIn(old, from), to: nameIn(fresh, to) };
  return change(to === null ? "leads-nowhere" : "leads-elsewhere", step, params, field);
}

function nameIn({ steps }: Side, id: string | null): string {
  return id === null ? NOWHERE : (steps.get(id)?.name ?? id);
}

function diffStep(step: FlowStep, old: Side, fresh: Side): readonly FlowChange[] {
  const before = old.steps.get(step.id);
  if (before === undefined || before.kind !== step.kind) return [change("added", step, { step: step.name })];
  const from = old.places.get(step.id);
  const to = fresh.places.get(step.id);
  const moved = isMoved(step.id, old, fresh)
    ? [change("moved", step, { step: step.name, from: parentName(old, from), to: parentName(fresh, to) })]
    : [];
  return [...moved, ...diffWays(before, step, [old, fresh]), ...diffChoices(before, step), ...diffFields(before, step)];
}

function parentName(side: Side, place: Place | undefined): string {
  if (place === undefined) return NOWHERE;
  return place.parent === null ? AT_START : nameIn(side, place.parent);
}

function diffWays(before: FlowStep, step: FlowStep, sides: readonly [Side, Side]): readonly FlowChange[] {
  const [old, fresh] = sides;
  const oldWays = namedWays(before);
  return [...namedWays(step)].flatMap(([way, to]) => {
    const from = oldWays.get(way);
    if (from === undefined || from === to || isReportedMove(to, { parent: step.id, way }, sides)) return [];
    return [leading({ step, field: way, from, to }, old, fresh)];
  });
}

/** The choices of a step by their keys. */
function choicesOf(step: FlowStep): ReadonlyMap<string, string> {
  if (step.kind === "menu") return new Map(step.choices.map(({ keys, label }) => [keys, label]));
  if (step.kind === "language") return new Map(step.choices.map(({ keys, language }) => [keys, language]));
  return new Map();
}

function diffChoices(before: FlowStep, step: FlowStep): readonly FlowChange[] {
  const [old, fresh] = [choicesOf(before), choicesOf(step)];
  const removed = [...old]
    .filter(([keys]) => !fresh.has(keys))
    .map(([keys, label]) => change("choice-removed", step, { step: step.name, keys, label }, "choices"));
  const told = [...fresh].flatMap(([keys, label]) => {
    const from = old.get(keys);
    const params = { step: step.name, keys, label };
    if (from === undefined) return [change("choice-added", step, params, "choices")];
    return from === label ? [] : [change("choice-renamed", step, { ...params, from }, "choices")];
  });
  return [...removed, ...told];
}

/** Fields that `diffWays` and `diffChoices` report, and those that identify the step. */
const SEPARATE_FIELDS: ReadonlySet<string> = new Set(["id", "kind", "choices"]);

function diffFields(before: FlowStep, step: FlowStep): readonly FlowChange[] {
  const ways = new Set(waysOf(step).map(({ field }) => field));
  const old = new Map<string, unknown>(Object.entries(withHours(before)));
  const fields = Object.entries(withHours(step)).filter(([field]) => !SEPARATE_FIELDS.has(field) && !ways.has(field));
  return [
    ...fields.flatMap(([field, value]: [string, unknown]) => diffField(step, field, [old.get(field), value])),
    ...(isReordered(before, step) ? [change("rewritten", step, { step: step.name }, "choices")] : []),
  ];
}

/** A step with own hours has no named hours. */
function withHours(step: FlowStep): FlowStep {
  return step.kind === "hours" ? { ...step, hoursId: step.hoursId ?? NOWHERE } : step;
}

/** Menus announce their choices in order; a language step also prompts in order. */
function isReordered(before: FlowStep, step: FlowStep): boolean {
  const [old, fresh] = [[...choicesOf(before).keys()], [...choicesOf(step).keys()]];
  return old.length === fresh.length && old.join() !== fresh.join() && old.every((keys) => fresh.includes(keys));
}

function diffField(step: FlowStep, field: string, [from, to]: readonly [unknown, unknown]): readonly FlowChange[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const params = { step: step.name, from: String(from), to: String(to) };
  if (field === "name") return [change("renamed", step, params, field)];
  if (typeof to === "boolean") return [change(to ? "switched-on" : "switched-off", step, { step: step.name }, field)];
  const isPlain = [from, to].every((value) => typeof value === "string" || typeof value === "number");
  return [isPlain ? change("changed", step, params, field) : change("rewritten", step, { step: step.name }, field)];
}
