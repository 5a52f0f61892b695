import pg from "pg";

/** Reasons for which the database is temporarily unavailable; the same statement may succeed a moment later. */
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

/** Error message of a connection that was closed because the server stayed silent. */
export const SILENT = "the database has not answered in time";

/** SQLSTATEs, or their class prefix (PostgreSQL, appendix A); the longer prefix takes precedence. */
const STATES: Readonly<Record<string, DatabaseOutage>> = {
  // A process that got no CPU time while its transaction was open receives this in response to its next statement.
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

/** Error messages of the driver that carry no code. */
const SAYINGS: readonly (readonly [RegExp, DatabaseOutage])[] = [
  [/^timeout exceeded when trying to connect/, "no-connection"],
  [/^timeout expired/, "no-connection"],
  [/^Connection terminated due to connection timeout/, "no-connection"],
  [/^Connection terminated/, "connection-lost"],
  [/^Client (?:has encountered a connection error|was closed) and is not queryable/, "connection-lost"],
  [/^Query read timeout/, "silent"],
  [new RegExp(`^${SILENT}`), "silent"],
];

/** Maps a thrown error to an outage; undefined for any other error. */
export function databaseOutage(error: unknown): DatabaseOutage | undefined {
  if (error instanceof pg.DatabaseError) return STATES[error.code ?? ""] ?? STATES[error.code?.slice(0, 2) ?? ""];
  if (!(error instanceof Error)) return undefined;
  return SAYINGS.find(([saying]) => saying.test(error.message))?.[1];
}
