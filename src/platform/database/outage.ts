import pg from "pg";

/** Why the database could not do for now what it was asked; the same question may be answered a moment later. */
export type DatabaseOutage =
  | "connection-lost"
  | "no-connection"
  | "silent"
  | "going-down"
  | "resources"
  | "statement-timeout"
  | "lock-timeout"
  | "idle-timeout"
  | "conflict";

/** What the silence of a server is called by the connection that was given up for it. */
export const SILENT = "the database has not answered in time";

/** SQL states, or the class that begins them (PostgreSQL, appendix A); the longer one is asked first. */
const STATES: Readonly<Record<string, DatabaseOutage>> = {
  // A process that got no processor while its transaction was open reads this as the answer to its next statement.
  "25P03": "idle-timeout",
  "25P04": "idle-timeout",
  "40001": "conflict",
  "40P01": "conflict",
  "55P03": "lock-timeout",
  "57014": "statement-timeout",
  "08": "connection-lost",
  "53": "resources",
  "57": "going-down",
};

/** What the driver says without a code. */
const SAYINGS: readonly (readonly [RegExp, DatabaseOutage])[] = [
  [/^timeout exceeded when trying to connect/, "no-connection"],
  [/^timeout expired/, "no-connection"],
  [/^Connection terminated due to connection timeout/, "no-connection"],
  [/^Connection terminated/, "connection-lost"],
  [/^Client (?:has encountered a connection error|was closed) and is not queryable/, "connection-lost"],
  [/^Query read timeout/, "silent"],
  [new RegExp(`^${SILENT}`), "silent"],
];

/** Names the outage that a thrown error stands for; undefined for any other fault. */
export function databaseOutage(error: unknown): DatabaseOutage | undefined {
  if (error instanceof pg.DatabaseError) return STATES[error.code ?? ""] ?? STATES[error.code?.slice(0, 2) ?? ""];
  if (!(error instanceof Error)) return undefined;
  return SAYINGS.find(([saying]) => saying.test(error.message))?.[1];
}
