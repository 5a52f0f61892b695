import type { RequiredSkill } from "../tasks/call-task.ts";
import type { Target } from "../transfer/party.ts";

/** What a caller who is to wait for an agent brings along. */
export interface EnqueueOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly queueId: string;
  /** The caller's number as it came; empty when it was withheld. */
  readonly caller: string;
  /** The number that was called. */
  readonly called: string;
  /** Larger goes first; added to the queue's own. */
  readonly priority: number;
  readonly skills: readonly RequiredSkill[];
  readonly waitMsMax: number;
  /** How often the place and the wait are told; null for never. */
  readonly announceMs: number | null;
  readonly language: string;
}

/** What became of a call that waits or is offered to agents, as the call's own mailbox saw it. */
export type QueuedCallEvent =
  | { readonly news: "left"; readonly why: "hung-up" | "own-choice" }
  /** The caller asks to be called back at `number` and keeps the place. */
  | { readonly news: "callback-asked"; readonly number: string }
  | { readonly news: "answered"; readonly agentId: string }
  /** `no-line`: no fault of the agent, no route to the customer of the callback. */
  | {
      readonly news: "missed";
      readonly agentId: string;
      readonly why: "no-answer" | "declined" | "unreachable" | "no-line";
    }
  | { readonly news: "bridged"; readonly agentId: string }
  | { readonly news: "bridge-failed"; readonly agentId: string; readonly fault: "agent" | "system" }
  /** The customer may not be called back. */
  | { readonly news: "callback-barred" }
  /** The two no longer talk. */
  | { readonly news: "ended"; readonly holdMs: number };

/** What the queues ask of a call; each arrives as an input of its mailbox. */
export type QueueOrder =
  /** Ring these agents; the first to accept is reported as `answered`, the others as `missed` unless withdrawn. */
  | {
      readonly order: "ring";
      readonly agents: readonly { readonly agentId: string; readonly targets: readonly Target[] }[];
      readonly ringMs: number;
    }
  | { readonly order: "stop-ringing"; readonly agentId: string }
  /** Join caller and agent, and tell `bridged` or `bridge-failed`. */
  | { readonly order: "connect"; readonly agentId: string }
  | { readonly order: "say-place"; readonly position: number; readonly waitMs: number | null }
  /** The caller waits no more, and why. */
  | {
      readonly order: "over";
      readonly outcome: "queue-full" | "wait-over" | "nobody-there" | "callback-booked" | "failed";
    }
  /** He is not called back, and goes on waiting. */
  | { readonly order: "callback-refused" }
  /** The longest time to talk is over. */
  | { readonly order: "end-talk" }
  /** Another call takes the caller out of the queue, to meet in a conference. */
  | { readonly order: "taken"; readonly byCallId: string; readonly roomId: string };

/** A call that wants the first one who waits in a queue. */
export interface DequeueOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly queueId: string;
  readonly roomId: string;
}

/** Where calls wait for agents. Nothing here throws or waits; what comes back is an order to the call. */
export interface QueuePort {
  join(options: EnqueueOptions): void;
  tell(callId: string, event: QueuedCallEvent): void;
  /** A call asks for the first waiting caller of a queue, to meet in a conference; it waits until it gets one or cancels. */
  take(wish: DequeueOptions): void;
  takeNoMore(callId: string): void;
  /** Whether a phone is in a call that no queue has brought it. */
  phone(told: { readonly tenantId: string; readonly phoneId: string; readonly isBusy: boolean }): void;
}
