/** A stored code, with its holder's name. */
export interface CodeRow {
  readonly code: string;
  readonly pattern: string;
  readonly state: string;
  /** Instant, ISO 8601 in UTC. */
  readonly since: string;
  readonly heldUntil: string | null;
  readonly quarantinedUntil: string | null;
  readonly reason: string | null;
  readonly version: number;
  readonly holder: string | null;
}

/** A code to insert into the inventory. */
export interface NewCode {
  readonly code: string;
  readonly pattern: string;
  readonly state: "idle" | "reserved" | "blocked";
  readonly reason: string | null;
}
