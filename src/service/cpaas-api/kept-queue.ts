import type { Acting } from "../tenants/index.ts";
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
  | "queue-stale"
  | "no-such-queue"
  | "queue-overflow-unknown";

/** The queue that was kept, or why none was. */
export type KeptOrNot = { readonly id: string } | { readonly refusal: ProgramQueueRefusal };

/** Making, changing and ending queues, with nobody's name behind it. */
export interface QueueKeeping {
  add(asking: Acting, queue: { readonly name: string; readonly waitingMax?: number | undefined }): Promise<KeptOrNot>;
  change(
    asking: Acting,
    queue: { readonly id: string; readonly name?: string | undefined; readonly waitingMax?: number | undefined },
  ): Promise<KeptOrNot>;
  end(asking: Acting, id: string): Promise<KeptOrNot>;
}
