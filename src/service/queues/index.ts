/**
 * Queues: who waits, who may help, and who gets whom. One pure step over all queues, agents and contacts of a call centre:
 * the floor, an input and the instant in, the next floor and what the world is to do out. It knows no calls and no SIP; the
 * switch turns what happens to calls and phones into inputs and effects into ringing, bridging and telling.
 */
export { type Agent, isAtWork } from "./agent.ts";
export type { AgentAct, AgentActRefusal } from "./agent-act.ts";
export { agentsOf, type Contact, type ContactKind } from "./contact.ts";
export { type Decision, replayDecision } from "./decision.ts";
export type { Draft } from "./draft.ts";
export { contactOf, type Floor, openFloor } from "./floor.ts";
export { offered } from "./match.ts";
export { type ContactOutcome, QUEUES_CHANGED, type QueueEvent, type QueueEventBody } from "./queue-event.ts";
export type { QueueEffect, QueueInput } from "./queue-input.ts";
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
export type { Matcher } from "./settle.ts";
export { compareText, find, first, put, type Sorted, sizeOf, valuesOf, without } from "./sorted.ts";
export { type QueueStep, type QueueStepper, stepQueues } from "./step-queues.ts";
