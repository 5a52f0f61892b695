/**
 * Queues and ACD: the assignment of waiting contacts to agents. One pure step over all queues, agents and contacts of a call centre: from the ACD state, an
 * input and the instant to the next state and its effects. It is independent of calls and SIP; the switch turns events of calls and phones into inputs, and
 * effects into ringing, bridging and announcements.
 */
export { type Agent, isAtWork } from "./agents/agent.ts";
export type { AgentAct, AgentActRefusal } from "./agents/agent-act.ts";
export type { AgentContext } from "./agents/agent-context.ts";
export {
  AGENTS_MAX,
  type AgentProfile,
  type OverflowTo,
  PRIORITY_MAX,
  PRIORITY_WORTH_MS,
  QUEUES_MAX,
  QUEUES_PER_AGENT_MAX,
  type QueueRules,
  SKILL_LEVEL_MAX,
  SKILLS_PER_AGENT_MAX,
  type SkillNeed,
  STAGES_MAX,
  USUAL_RULES,
} from "./queue-rules.ts";
export { type AcdState, contactOf, createAcdState } from "./routing/acd-state.ts";
export { agentsOf, type Contact, type ContactKind } from "./routing/contact.ts";
export { type Decision, replayDecision } from "./routing/decision.ts";
export type { Draft } from "./routing/draft.ts";
export { offered } from "./routing/match.ts";
export { type ContactOutcome, QUEUES_CHANGED, type QueueEvent, type QueueEventBody } from "./routing/queue-event.ts";
export type { QueueEffect, QueueInput } from "./routing/queue-input.ts";
export type { Matcher } from "./routing/settle.ts";
export { compareText, find, first, put, type Sorted, sizeOf, valuesOf, without } from "./routing/sorted.ts";
export { type QueueStep, type QueueStepper, stepQueues } from "./routing/step-queues.ts";
