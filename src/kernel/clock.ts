/** Wall-clock time, passed as an argument instead of read from a global. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
}

/** Source of new ids; seeded in tests. */
export interface IdSource {
  /** A new UUID version 7, as text. */
  next(): string;
  /** `bytes` random bytes as lower-case hex, unguessable. */
  secret(bytes: number): string;
}
