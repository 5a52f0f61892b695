/** The error that rolls back a transaction when a database constraint refuses it. */
interface RolledBack extends Error {
  readonly refusal: string;
}

/** Rolls back the running transaction and names the refusal. */
export function rollBack(refusal: string): never {
  throw Object.assign(new Error(`rolled back: ${refusal}`), { refusal });
}

/** Whether an error is such a rollback. */
export function isRolledBack(error: unknown): error is RolledBack {
  return error instanceof Error && "refusal" in error && typeof error.refusal === "string";
}
