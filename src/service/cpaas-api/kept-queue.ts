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
