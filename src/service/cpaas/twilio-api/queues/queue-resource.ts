import type { Result } from "../../../../kernel/index.ts";
import type { Instant } from "../hooks/hook-resource.ts";

/** A queue with its current waiting calls. */
export interface QueueResource {
  readonly id: string;
  readonly name: string;
  readonly waitingMax: number | null;
  readonly createdAt: Instant;
  readonly waiting: number;
  /** Mean waiting time of the waiting calls. */
  readonly waitedMs: number | null;
}

/** A waiting call in a queue. */
export interface QueueMemberResource {
  /** Id of the queue contact. */
  readonly id: string;
  readonly callId: string;
  readonly joinedAt: Instant;
  readonly position: number;
  /** Time that determines the position in the list; it stays constant while others are served. */
  readonly atMs: number;
}

/** Waiting calls in a queue: one call, or those after a cursor, in order. */
export interface MembersPart {
  readonly queueId: string;
  readonly callId?: string;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Reasons why a queue change is refused. */
export type ProgramQueueRefusal =
  | "queue-name-taken"
  | "queue-limit"
  | "queue-day-limit"
  | "queue-stale"
  | "no-such-queue"
  | "queue-overflow-unknown"
  | "queue-waits"
  | "queue-used";

/** The stored queue, or the reason of the refusal. */
export type SavedQueueResult = Result<{ readonly id: string }, ProgramQueueRefusal>;

/** Tenant, request and API key of a request; null for no key. */
export interface QueueRequestContext {
  readonly tenantId: string;
  readonly requestId: string;
  readonly keyId: string | null;
}

/** Queue settings of API clients: name, and maximum number of waiting calls. */
export interface ProgramQueueForm {
  readonly name?: string | undefined;
  readonly waitingMax?: number | undefined;
}
