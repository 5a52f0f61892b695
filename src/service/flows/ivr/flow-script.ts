import type { Script, ScriptInput, ScriptStep } from "../../telephony/calls/index.ts";
import type { DecidingHours, FlowEffect, FlowState, FlowVersion } from "./editor/flow-state.shared.ts";
import { stepOf } from "./editor/ways.shared.ts";
import { beginFlow, stepFlow } from "./step-flow.shared.ts";

/** A version of a flow with its name. */
export interface NamedFlow extends FlowVersion {
  readonly flowId: string;
  readonly version: number;
}

/** The script of a call in a flow: the version at its start controls it to the end, regardless of later publications. */
export function flowScript(named: NamedFlow, call: { readonly caller: string; readonly called: string }): Script {
  return scriptAt(named, beginFlow(named, call));
}

function scriptAt(named: NamedFlow, state: FlowState): Script {
  return { step: (input, nowMs) => stepped(named, state, { input, nowMs }) };
}

function stepped(
  named: NamedFlow,
  before: FlowState,
  { input, nowMs }: { readonly input: ScriptInput; readonly nowMs: number },
): ScriptStep {
  const { state, effects } = stepFlow(before, input, nowMs);
  const { flowId, version } = named;
  const began: ScriptStep["bodies"] = input.input === "begun" ? [{ kind: "flow.began", flowId, version }] : [];
  const run = effects.find((effect) => effect.effect === "run") ?? null;
  return {
    script: scriptAt(named, state),
    bodies: [...began, ...effects.flatMap((effect) => toEventBodies(named, effect))],
    run: run === null ? null : { token: run.token, tasks: run.tasks },
  };
}

/** Events of a flow for the record: the caller's path and choices. Entered digits are recorded with the keys. */
function toEventBodies({ flow }: NamedFlow, effect: FlowEffect): ScriptStep["bodies"] {
  switch (effect.effect) {
    case "entered": {
      const { stepId } = effect;
      return [{ kind: "flow.entered", stepId, step: stepOf(flow, stepId)?.name ?? stepId }];
    }
    case "decided":
      return [{ kind: "flow.decided", stepId: effect.stepId, way: effect.way, ...byHours(effect.hours) }];
    case "chose":
      return [{ kind: "flow.chose", ...effect.choice }];
    case "looked-up": {
      const { lookedUp } = effect;
      const step = stepOf(flow, lookedUp.stepId)?.name ?? lookedUp.stepId;
      return [{ kind: "flow.looked-up", step, ...lookedUp }];
    }
    case "ended":
      return [{ kind: "flow.ended", end: effect.end }];
    case "remember":
    case "run":
      return [];
  }
}

function byHours(hours: DecidingHours | undefined) {
  return hours === undefined ? {} : { hours: hours.name, hoursId: hours.id, hoursVersion: hours.version };
}
