/**
 * Flows: IVR announcements and menus as versioned data. A flow is checked before it is published, executed step by step by each call, simulated, and compared
 * with the previous version. Steps compile to the tasks of calls.
 */

export { compileStep, type StepPlace, type TaskStep } from "./compile-step.shared.ts";
export {
  type Flow,
  type FlowLanguage,
  type FlowStep,
  type FlowStepOf,
  flowSchema,
  type OpeningHours,
  type Phrase,
} from "./contract.ts";
export { type CallersReach, callersReach, type HoursReached } from "./editor/callers-reach.shared.ts";
export { checkFlow, DEPTH_MAX } from "./editor/check-flow.shared.ts";
export { diffFlows, FLOW_CHANGES, type FlowChange } from "./editor/diff-flows.shared.ts";
export { FLOW_RULES, type FlowFinding, type FlowRule, type FlowSurroundings } from "./editor/finding.shared.ts";
export {
  type FlowEffect,
  type FlowEnd,
  type FlowInput,
  type FlowState,
  type FlowVersion,
  type MenuChoice,
  VISITS_MAX,
} from "./editor/flow-state.shared.ts";
export { formatEntries } from "./editor/lookup-text.shared.ts";
export {
  type PathLine,
  type Reaction,
  type SimulatedCall,
  type SimulatedCaller,
  type Simulation,
  simulateCall,
  simulateCaller,
} from "./editor/simulate.shared.ts";
export { flowScript, type NamedFlow } from "./flow-script.ts";
export { type OpeningNow, openingFrom } from "./hours/next-opening.shared.ts";
export { type DayOff, daysOffOf, type NamedHours, type Opening, openingAt } from "./hours/opening.shared.ts";
export { beginFlow, stepFlow } from "./step-flow.shared.ts";
