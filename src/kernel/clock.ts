/** Wall-clock time as it comes into a program: an argument, never a global. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
}

/** Where fresh ids come from; seeded in tests. */
export interface IdSource {
  /** A new UUID version 7, as text. */
  next(): string;
  /** `bytes` random bytes as lower-case hex, unguessable. */
  secret(bytes: number): string;
}
