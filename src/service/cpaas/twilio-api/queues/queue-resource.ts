import type { Instant } from "../hooks/hook-resource.ts";

/** A queue with who waits in it now. */
export interface QueueResource {
  readonly id: string;
  readonly name: string;
  readonly waitingMax: number | null;
  readonly createdAt: Instant;
  readonly waiting: number;
  /** Mean of how long those who wait have waited. */
  readonly waitedMs: number | null;
}

/** A call that waits in a queue. */
export interface QueueMemberResource {
  /** Of its stay in the queue. */
  readonly id: string;
  readonly callId: string;
  readonly joinedAt: Instant;
  readonly position: number;
  /** When it has its turn: its place in the list, which stays while others are served. */
  readonly atMs: number;
}

/** Which of the calls that wait in a queue are asked for: one, or those behind a place, in their order. */
export interface MembersPart {
  readonly queueId: string;
  readonly callId?: string;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
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
export type SavedQueueResult = { readonly id: string } | { readonly refusal: ProgramQueueRefusal };

/** For which call centre a program asks, in which request, by which key; null for none. */
export interface QueueRequestContext {
  readonly tenantId: string;
  readonly requestId: string;
  readonly keyId: string | null;
}

/** What a program says of a queue: its name, and how many may wait. */
export interface ProgramQueueForm {
  readonly name?: string | undefined;
  readonly waitingMax?: number | undefined;
}
