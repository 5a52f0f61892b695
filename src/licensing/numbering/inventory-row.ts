/** A code as it is stored, with its holder's name. */
export interface CodeRow {
  readonly code: string;
  readonly pattern: string;
  readonly state: string;
  readonly stateSince: Date;
  readonly heldUntil: Date | null;
  readonly reason: string | null;
  readonly version: number;
  readonly holder: string | null;
}

/** A code to be put into the inventory. */
export interface NewCode {
  readonly code: string;
  readonly pattern: string;
  readonly state: "idle" | "reserved" | "blocked";
  readonly reason: string | null;
}
