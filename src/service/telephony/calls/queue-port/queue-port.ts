import type { RequiredSkill } from "../tasks/call-task.ts";
import type { Target } from "../transfer/party.ts";

/** Properties of a caller who is to wait for an agent. */
export interface EnqueueOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly queueId: string;
  /** The caller's number as received; empty when withheld. */
  readonly caller: string;
  /** The number that was called. */
  readonly called: string;
  /** Larger values go first; added to the queue's own priority. */
  readonly priority: number;
  readonly skills: readonly RequiredSkill[];
  readonly waitMsMax: number;
  /** Interval of the announcements of position and wait; null for none. */
  readonly announceMs: number | null;
  readonly language: string;
}

/** Events of a waiting or offered call, as its mailbox saw them. */
export type QueuedCallEvent =
  | { readonly news: "left"; readonly why: "hung-up" | "own-choice" }
  /** The caller requests a callback at `number` and keeps the position. */
  | { readonly news: "callback-asked"; readonly number: string }
  | { readonly news: "answered"; readonly agentId: string }
  /** `no-line`: no fault of the agent, no free channel to the customer of the callback. */
  | {
      readonly news: "missed";
      readonly agentId: string;
      readonly why: "no-answer" | "declined" | "unreachable" | "no-line";
    }
  | { readonly news: "bridged"; readonly agentId: string }
  | { readonly news: "bridge-failed"; readonly agentId: string; readonly fault: "agent" | "system" }
  /** Calls to the customer's number are not permitted. */
  | { readonly news: "callback-barred" }
  /** The two no longer talk. */
  | { readonly news: "ended"; readonly holdMs: number };

/** Orders of the queues to a call; each arrives as an input of its mailbox. */
export type QueueOrder =
  /** Ring these agents; the first to accept is reported as `answered`, the others as `missed` unless withdrawn. */
  | {
      readonly order: "ring";
      readonly agents: readonly { readonly agentId: string; readonly targets: readonly Target[] }[];
      readonly ringMs: number;
    }
  | { readonly order: "stop-ringing"; readonly agentId: string }
  /** Connect caller and agent, and report `bridged` or `bridge-failed`. */
  | { readonly order: "connect"; readonly agentId: string }
  | { readonly order: "say-place"; readonly position: number; readonly waitMs: number | null }
  /** The caller's wait is over, with the reason. */
  | {
      readonly order: "over";
      readonly outcome: "queue-full" | "wait-over" | "nobody-there" | "callback-booked" | "failed";
    }
  /** The callback is refused, and the caller continues to wait. */
  | { readonly order: "callback-refused" }
  /** The maximum talk time is reached. */
  | { readonly order: "end-talk" }
  /** Another call takes the caller out of the queue, to meet in a conference. */
  | { readonly order: "taken"; readonly byCallId: string; readonly roomId: string };

/** A call that takes the first waiting caller of a queue. */
export interface DequeueOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly queueId: string;
  readonly roomId: string;
}

/** The queues as calls use them. Nothing here throws or waits; results are orders to the call. */
export interface QueuePort {
  join(options: EnqueueOptions): void;
  tell(callId: string, event: QueuedCallEvent): void;
  /** A call asks for the first waiting caller of a queue, to meet in a conference; it waits until it gets one or cancels. */
  take(wish: DequeueOptions): void;
  takeNoMore(callId: string): void;
  /** Reports whether a phone is in a call that no queue has offered to it. */
  phone(told: { readonly tenantId: string; readonly phoneId: string; readonly isBusy: boolean }): void;
}
