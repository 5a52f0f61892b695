/**
 * Queues: who waits, who may help, and who gets whom. One pure step over all queues, agents and contacts of a call centre:
 * the floor, an input and the instant in, the next floor and what the world is to do out. It knows no calls and no SIP; the
 * switch turns what happens to calls and phones into inputs and effects into ringing, bridging and telling.
 */
export type { Contact, ContactKind } from "./contact.ts";
export type { Decision } from "./decision.ts";
export { replayDecision } from "./decision.ts";
export { type Floor, openFloor } from "./floor.ts";
export { outlookOf } from "./outlook.ts";
export type { ContactOutcome, QueueEvent, QueueEventBody } from "./queue-event.ts";
export type { QueueEffect, QueueInput } from "./queue-input.ts";
export { type AgentProfile, type QueueRules, type SkillNeed, USUAL_RULES } from "./queue-rules.ts";
export { type QueueStep, type QueueStepper, stepQueues } from "./step-queues.ts";
