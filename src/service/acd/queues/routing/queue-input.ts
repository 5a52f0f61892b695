import type { AgentProfile, OverflowReason, OverflowTo, QueueRules, SkillNeed } from "../queue-rules.ts";
import type { Decision } from "./decision.ts";
import type { MissReason, QueueEvent } from "./queue-event.ts";
import type { RestoredAgent, RestoredCallback } from "./restored-callback.ts";
import type { QueueServiceRate } from "./service-rate.ts";

/** What can happen on the floor of a call centre. */
export type QueueInput =
  | { readonly input: "queue-configured"; readonly rules: QueueRules }
  | { readonly input: "queue-removed"; readonly queueId: string }
  | { readonly input: "agent-configured"; readonly profile: AgentProfile }
  | { readonly input: "agent-removed"; readonly agentId: string }
  | {
      readonly input: "joined";
      readonly contactId: string;
      readonly queueId: string;
      readonly priority: number;
      readonly needs: readonly SkillNeed[];
      readonly stickyAgentId: string | null;
      /** Limits of this caller instead of the queue's own; an announcement interval of 0 = never. */
      readonly waitMaxMs?: number | null;
      readonly tellEveryMs?: number | null;
    }
  /** The time of a scheduled callback has come; it waits for `forAgentId` alone at first, or for any agent when that is null. */
  | {
      readonly input: "planned";
      readonly contactId: string;
      readonly queueId: string;
      readonly forAgentId: string | null;
    }
  /** A message arrived, at an instant before now by the steady clock; the agent of the last contact is preferred. */
  | {
      readonly input: "wrote";
      readonly contactId: string;
      readonly queueId: string;
      readonly stickyAgentId: string | null;
      readonly joinedAtMs: number;
    }
  /** The floor has a new owner: how quickly queues move, callbacks that are kept, and agents as they were, come back together. */
  | {
      readonly input: "restored";
      readonly paces: readonly QueueServiceRate[];
      readonly callbacks: readonly RestoredCallback[];
      readonly agents: readonly RestoredAgent[];
    }
  /** The caller hung up, or left the queue by choice. */
  | { readonly input: "left"; readonly contactId: string; readonly why: "hung-up" | "own-choice" }
  /** The caller asks to be called back and keeps the place. */
  | { readonly input: "callback-asked"; readonly contactId: string }
  /** A supervisor sends a contact that waits to another queue, or has it offered to an agent who is free. */
  | { readonly input: "sent"; readonly contactId: string; readonly queueId: string }
  | { readonly input: "given"; readonly contactId: string; readonly agentId: string }
  /** A callback may not be dialled: its code is off, or the number is not permitted. */
  | { readonly input: "callback-barred"; readonly contactId: string }
  | { readonly input: "answered"; readonly contactId: string; readonly agentId: string }
  | { readonly input: "missed"; readonly contactId: string; readonly agentId: string; readonly why: MissReason }
  | { readonly input: "bridged"; readonly contactId: string; readonly agentId: string }
  | {
      readonly input: "bridge-failed";
      readonly contactId: string;
      readonly agentId: string;
      readonly fault: "agent" | "system";
    }
  /** The two no longer talk; `holdMs` of their time was spent on hold. */
  | { readonly input: "ended"; readonly contactId: string; readonly holdMs: number }
  | { readonly input: "agent-logged-in"; readonly agentId: string }
  | { readonly input: "agent-logged-out"; readonly agentId: string }
  | { readonly input: "agent-paused"; readonly agentId: string; readonly reason: string }
  /** Ends a pause, wrap-up or rest, and takes back a pause that was asked for. */
  | { readonly input: "agent-ready"; readonly agentId: string }
  /** The agent is in a call that is no contact, or has ended it. */
  | { readonly input: "agent-busy"; readonly agentId: string }
  | { readonly input: "agent-free"; readonly agentId: string }
  /** The agent's desk is open on a page, or on none any more. */
  | { readonly input: "agent-at-desk"; readonly agentId: string; readonly isThere: boolean }
  | { readonly input: "timer" };

/** Why an agent's offer or connection is taken back. */
export type WithdrawReason = "taken" | "caller-left" | "expired" | "agent-left" | "too-late" | "failed";

/** What the world is asked to do. */
export type QueueEffect =
  | {
      readonly effect: "offer";
      readonly contactId: string;
      readonly agentIds: readonly string[];
      readonly untilMs: number;
      readonly decision: Decision;
    }
  | {
      readonly effect: "withdraw";
      readonly contactId: string;
      readonly agentId: string;
      readonly why: WithdrawReason;
    }
  /** Join caller and agent, and say `bridged` or `bridge-failed`. */
  | {
      readonly effect: "connect";
      readonly contactId: string;
      readonly agentId: string;
      readonly untilMs: number;
    }
  /** Call the caller back, once, for the agent who waits; then as for `connect`. */
  | { readonly effect: "dial"; readonly contactId: string; readonly agentId: string; readonly untilMs: number }
  /** The callback is kept: the line may be hung up. Or it is not, because an agent is about to answer. */
  | { readonly effect: "callback-kept"; readonly contactId: string }
  | { readonly effect: "callback-not-kept"; readonly contactId: string }
  | {
      readonly effect: "tell";
      readonly contactId: string;
      readonly position: number;
      readonly waitMs: number | null;
    }
  /** The contact is over here and goes on elsewhere. */
  | {
      readonly effect: "overflow";
      readonly contactId: string;
      readonly reason: OverflowReason;
      readonly to: Exclude<OverflowTo, { readonly to: "queue" }>;
    }
  /** The longest time to talk is over. */
  | { readonly effect: "end"; readonly contactId: string }
  | { readonly effect: "record"; readonly event: QueueEvent }
  /** Give the input `timer` at this instant; it takes the place of the one before. Null: never. */
  | { readonly effect: "wake"; readonly atMs: number | null };
