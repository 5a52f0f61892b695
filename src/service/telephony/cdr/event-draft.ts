import type { Result } from "../../../kernel/index.ts";
import type { CallEvent, Permit } from "./call-event.ts";
import type { Cdr } from "./cdr.ts";

/** A call that is asked for: it is written only while the mode of its code lets this caller in. */
export interface PermitRequest {
  readonly code: string;
  readonly caller: string;
  readonly atMs: number;
}

/** Events of one call that go to disk together, in their order. */
export interface EventDraft {
  readonly tenantId: string;
  readonly callId: string;
  readonly switchId: string;
  readonly events: readonly CallEvent[];
  /** Present when the events stand only if the code may be called now; `permittedEvent` then follows them. */
  readonly permit?: PermitRequest;
  /** Present when the call ends with these events. */
  readonly cdr?: Cdr;
}

/** Why an event is not on disk: no room or no database in time, the code's mode, or data that no database would take. */
export type WriteRefusal = "storage-away" | "not-permitted" | "fault";

/** How one draft is written. A draft without deadline may use the reserve unless it says otherwise. */
export interface EventWriteOptions {
  /** Given up with `storage-away` when it is not on disk by then, in milliseconds since 1970; null = never given up. */
  readonly byMs: number | null;
  /** False for what nobody was promised, as the record of a call that was refused: it leaves the reserve alone. */
  readonly mayUseReserve?: boolean;
}

/** Puts events of calls on disk in groups; resolves when they are there (durable, after commit). */
export interface EventWriter {
  /** Resolves after commit. A draft with a permit that does not hold is refused, and nothing of it is written. */
  write(draft: EventDraft, options: EventWriteOptions): Promise<Result<Permit | null, WriteRefusal>>;
  /** Events that wait. */
  backlog(): number;
  /** How long the oldest event that is not on disk yet has waited; 0 when none waits. */
  oldestMs(): number;
  /** Writes what waits, for as long as `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}
