import type { Result } from "../../../kernel/index.ts";
import type { CallEvent, Permit } from "./call-event.ts";
import type { Cdr } from "./cdr.ts";

/** The permit that a call needs: it is written only while the mode of its code admits this caller. */
export interface PermitRequest {
  readonly code: string;
  readonly caller: string;
  readonly atMs: number;
}

/** Events of one call that are written together, in their order. */
export interface EventDraft {
  readonly tenantId: string;
  readonly callId: string;
  readonly switchId: string;
  readonly events: readonly CallEvent[];
  /** Present when the events may be written only if the code can be called now; `permittedEvent` then follows them. */
  readonly permit?: PermitRequest;
  /** Present when the call ends with these events. */
  readonly cdr?: Cdr;
}

/** Why an event is not on disk: no capacity or no database in time, the mode of the code, or data that the database rejects. */
export type WriteRefusal = "storage-away" | "not-permitted" | "fault";

/** How one draft is written. A draft without deadline may use the reserve unless `mayUseReserve` is false. */
export interface EventWriteOptions {
  /** The deadline, in milliseconds since 1970, after which the write fails with `storage-away`; null without one. */
  readonly byMs: number | null;
  /** False for events of low priority, as the record of a refused call, which must not use the reserve. */
  readonly mayUseReserve?: boolean;
}

/** Writes events of calls in batches; resolves when they are durable, after the commit. */
export interface EventWriter {
  /** Resolves after commit. A draft with a permit that does not hold is refused, and nothing of it is written. */
  write(draft: EventDraft, options: EventWriteOptions): Promise<Result<Permit | null, WriteRefusal>>;
  /** The number of waiting events. */
  backlog(): number;
  /** How long the oldest event that is not on disk yet has waited; 0 without one. */
  oldestMs(): number;
  /** Writes waiting events for up to `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}
