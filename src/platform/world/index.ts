/** The runtime context of a process: its clock and its source of ids. */
import { randomBytes } from "node:crypto";
import { type Clock, type IdSource, UUID_RANDOM_BYTES, uuidV7 } from "../../kernel/index.ts";

/** External inputs of the decision functions: time and randomness. */
export interface RuntimeContext {
  readonly clock: Clock;
  readonly ids: IdSource;
}

const POOL_BYTES = UUID_RANDOM_BYTES * 256;

/** The system's clock and random source; random bytes are drawn in pools, because one draw costs more than one id. */
export function createRuntimeContext(): RuntimeContext {
  let pool = randomBytes(POOL_BYTES);
  let used = 0;
  const draw = () => {
    if (used + UUID_RANDOM_BYTES > pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    used += UUID_RANDOM_BYTES;
    return pool.subarray(used - UUID_RANDOM_BYTES, used);
  };
  const clock: Clock = { nowMs: () => Date.now() };
  return {
    clock,
    ids: {
      next: () => uuidV7(clock.nowMs(), draw()),
      secret: (bytes) => randomBytes(bytes).toString("hex"),
    },
  };
}

/** A clock that can be advanced, as in a demonstration that skips days of waiting. It never goes back. */
export interface MovableClock extends Clock {
  /** Sets the offset in milliseconds; the first offset may be negative, and a smaller offset than before has no effect. */
  moveTo(aheadMs: number): void;
}

/** Opens a clock that follows `clock` until it is moved. */
export function movableClock(clock: Clock): MovableClock {
  let aheadMs: number | null = null;
  return {
    nowMs: () => clock.nowMs() + (aheadMs ?? 0),
    moveTo: (wantedMs) => {
      aheadMs = aheadMs === null ? wantedMs : Math.max(aheadMs, wantedMs);
    },
  };
}
