/**
 * Flows: what a caller hears and may choose, as versioned data. A flow is checked before it is published, stepped through by each
 * call, tried out by made-up callers, and compared with the version before it. Steps compile to the tasks of calls.
 */
export { type CallersReach, callersReach, type HoursReached } from "./callers-reach.shared.ts";
export { checkFlow, DEPTH_MAX } from "./check-flow.shared.ts";
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
export { diffFlows, FLOW_CHANGES, type FlowChange } from "./diff-flows.shared.ts";
export { FLOW_RULES, type FlowFinding, type FlowRule, type FlowSurroundings } from "./finding.shared.ts";
export { flowScript, type NamedFlow } from "./flow-script.ts";
export {
  type ChoiceMade,
  type FlowEffect,
  type FlowEnd,
  type FlowInput,
  type FlowState,
  type FlowVersion,
  VISITS_MAX,
} from "./flow-state.shared.ts";
export { saidOf } from "./look-up-words.shared.ts";
export { type OpeningNow, openingFrom } from "./next-opening.shared.ts";
export { type DayOff, daysOffOf, type NamedHours, type Opening, openingAt } from "./opening.shared.ts";
export {
  type PathLine,
  type Reaction,
  type SimulatedCall,
  type SimulatedCaller,
  type Simulation,
  simulateCall,
  simulateCaller,
} from "./simulate.shared.ts";
export { beginFlow, stepFlow } from "./step-flow.shared.ts";
