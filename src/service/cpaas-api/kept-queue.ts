import type { Instant } from "./kept-hook.ts";

/** A queue with who waits in it now. */
export interface KeptQueue {
  readonly id: string;
  readonly name: string;
  readonly waitingMax: number | null;
  readonly createdAt: Instant;
  readonly waiting: number;
  /** Mean of how long those who wait have waited. */
  readonly waitedMs: number | null;
}

/** A call that waits in a queue. */
export interface KeptMember {
  /** Of its stay in the queue. */
  readonly id: string;
  readonly callId: string;
  readonly joinedAt: Instant;
  readonly position: number;
}

/** Why a queue is not as a program wants it. */
export type ProgramQueueRefusal =
  | "queue-name-taken"
  | "queue-limit"
  | "queue-day-limit"
  | "queue-stale"
  | "no-such-queue"
  | "queue-overflow-unknown"
  | "queue-waits"
  | "queue-used";

/** The queue that was kept, or why none was. */
export type KeptOrNot = { readonly id: string } | { readonly refusal: ProgramQueueRefusal };

/** For which call centre a program asks, in which request. */
export interface QueueAsking {
  readonly tenantId: string;
  readonly requestId: string;
}

/** What a program says of a queue: its name, and how many may wait. */
export interface ProgramQueueForm {
  readonly name?: string | undefined;
  readonly waitingMax?: number | undefined;
}
