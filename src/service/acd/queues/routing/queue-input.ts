import type { AgentProfile, OverflowReason, OverflowTo, QueueRules, SkillNeed } from "../queue-rules.ts";
import type { Decision } from "./decision.ts";
import type { MissReason, QueueEvent } from "./queue-event.ts";
import type { RestoredAgent, RestoredCallback } from "./restored-callback.ts";
import type { QueueServiceRate } from "./service-rate.ts";

/** The inputs of an ACD state. */
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
  /** The state has a new owner: service rates of queues, stored callbacks, and agents in their last state are restored together. */
  | {
      readonly input: "restored";
      readonly paces: readonly QueueServiceRate[];
      readonly callbacks: readonly RestoredCallback[];
      readonly agents: readonly RestoredAgent[];
    }
  /** The caller hung up, or left the queue by choice. */
  | { readonly input: "left"; readonly contactId: string; readonly why: "hung-up" | "own-choice" }
  /** The caller requests a callback and retains the place. */
  | { readonly input: "callback-asked"; readonly contactId: string }
  /** A supervisor sends a waiting contact to another queue, or has it offered to an available agent. */
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
  /** The talk has ended; `holdMs` of its time was spent on hold. */
  | { readonly input: "ended"; readonly contactId: string; readonly holdMs: number }
  | { readonly input: "agent-logged-in"; readonly agentId: string }
  | { readonly input: "agent-logged-out"; readonly agentId: string }
  | { readonly input: "agent-paused"; readonly agentId: string; readonly reason: string }
  /** Ends a pause, wrap-up or rest, and cancels a requested pause. */
  | { readonly input: "agent-ready"; readonly agentId: string }
  /** The agent is in a call that is no contact, or has ended it. */
  | { readonly input: "agent-busy"; readonly agentId: string }
  | { readonly input: "agent-free"; readonly agentId: string }
  /** The agent desktop is open on a page, or on none any more. */
  | { readonly input: "agent-at-desk"; readonly agentId: string; readonly isThere: boolean }
  | { readonly input: "timer" };

/** Why an agent's offer or connection is withdrawn. */
export type WithdrawReason = "taken" | "caller-left" | "expired" | "agent-left" | "too-late" | "failed";

/** The effects of an ACD step. */
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
  /** Connect caller and agent, and report `bridged` or `bridge-failed`. */
  | {
      readonly effect: "connect";
      readonly contactId: string;
      readonly agentId: string;
      readonly untilMs: number;
    }
  /** Dial the customer of a callback, once, for the waiting agent; then as for `connect`. */
  | { readonly effect: "dial"; readonly contactId: string; readonly agentId: string; readonly untilMs: number }
  /** The callback is stored, and the line may be hung up; or it is refused because an agent is about to answer. */
  | { readonly effect: "callback-kept"; readonly contactId: string }
  | { readonly effect: "callback-not-kept"; readonly contactId: string }
  | {
      readonly effect: "tell";
      readonly contactId: string;
      readonly position: number;
      readonly waitMs: number | null;
    }
  /** The contact leaves the ACD and continues elsewhere. */
  | {
      readonly effect: "overflow";
      readonly contactId: string;
      readonly reason: OverflowReason;
      readonly to: Exclude<OverflowTo, { readonly to: "queue" }>;
    }
  /** The maximum talk time is over. */
  | { readonly effect: "end"; readonly contactId: string }
  | { readonly effect: "record"; readonly event: QueueEvent }
  /** Schedule the input `timer` for this instant, in place of the previous one. Null: never. */
  | { readonly effect: "wake"; readonly atMs: number | null };
