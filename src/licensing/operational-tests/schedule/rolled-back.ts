/** What a transaction is broken off with, when the database turns out to be the judge of a refusal. */
interface RolledBack extends Error {
  readonly refusal: string;
}

/** Breaks off the running transaction, so that nothing of it stays, and names the refusal. */
export function rollBack(refusal: string): never {
  throw Object.assign(new Error(`rolled back: ${refusal}`), { refusal });
}

/** Whether an error is such a refusal. */
export function isRolledBack(error: unknown): error is RolledBack {
  return error instanceof Error && "refusal" in error && typeof error.refusal === "string";
}
