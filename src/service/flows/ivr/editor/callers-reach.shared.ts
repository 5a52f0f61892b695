import type { Flow, FlowStep, FlowStepOf } from "../contract.ts";
import { type OpeningNow, openingFrom } from "../hours/next-opening.shared.ts";
import type { DayOff, NamedHours } from "../hours/opening.shared.ts";
import { depths, reachedFrom, stepOf } from "./ways.shared.ts";

/** Opening hours that callers of a flow pass, and their present result. */
export interface HoursReached extends OpeningNow {
  readonly stepId: string;
  readonly step: string;
  /** The name of named hours; null for hours of the step itself. */
  readonly named: string | null;
  /** The destination of a caller without input while it is closed: the first step that does more than play audio. */
  readonly closedTo: { readonly kind: FlowStep["kind"]; readonly step: string } | null;
}

/** The possible destinations of callers of a flow. */
export interface CallersReach {
  /** Hours, those nearest to the start first. */
  readonly hours: readonly HoursReached[];
  /** Queue ids, in the order of the flow's steps. */
  readonly queueIds: readonly string[];
  /** Numbers to which calls are transferred. */
  readonly transfersTo: readonly string[];
  /** Whether any callers are served: by a queue, another number, or a voicemail. */
  readonly isTaken: boolean;
}

/** The possible destinations of callers of a flow at an instant, over all choices. */
export function callersReach(
  flow: Flow,
  when: { readonly nowMs: number; readonly daysOff: readonly DayOff[]; readonly namedHours: readonly NamedHours[] },
): CallersReach {
  const depth = depths(flow);
  const reached = reachedFrom(flow, flow.start === null ? [] : [flow.start]);
  const steps = flow.steps.filter(({ id }) => reached.has(id));
  const nearest = (left: FlowStep, right: FlowStep) => (depth.get(left.id) ?? 0) - (depth.get(right.id) ?? 0);
  const hours = steps.filter((step) => step.kind === "hours").sort(nearest);
  const queueIds = steps.flatMap((step) => ("queueId" in step ? [step.queueId] : []));
  const transfersTo = steps.flatMap((step) => (step.kind === "transfer" ? [step.number] : []));
  return {
    hours: hours.map((step) => hoursReached(flow, step, when)),
    queueIds: [...new Set(queueIds)],
    transfersTo: [...new Set(transfersTo)],
    isTaken: queueIds.length > 0 || transfersTo.length > 0,
  };
}

function hoursReached(
  flow: Flow,
  step: FlowStepOf<"hours">,
  when: { readonly nowMs: number; readonly daysOff: readonly DayOff[]; readonly namedHours: readonly NamedHours[] },
): HoursReached {
  const named = when.namedHours.find(({ id }) => id === step.hoursId);
  return {
    stepId: step.id,
    step: step.name,
    named: named?.name ?? null,
    ...openingFrom(named?.hours ?? step, when),
    closedTo: firstAct(flow, step.closed),
  };
}

/** The first step on a path that does more than play audio; null where the path is open. */
function firstAct(flow: Flow, from: string | null): HoursReached["closedTo"] {
  const seen = new Set<string>();
  for (let step = stepOf(flow, from); step !== undefined && !seen.has(step.id); ) {
    if (step.kind !== "say" && step.kind !== "play") return { kind: step.kind, step: step.name };
    seen.add(step.id);
    step = stepOf(flow, step.next);
  }
  return null;
}
