import { createHash, randomBytes } from "node:crypto";
import { UUID_RANDOM_BYTES, uuidV7 } from "../src/kernel/index.ts";
import type { RuntimeContext } from "../src/platform/world/index.ts";

/** A context whose clock is fixed until a test advances it, and whose ids derive from a seed. */
export interface VirtualContext extends RuntimeContext {
  /** Advances the clock. */
  advance(ms: number): void;
}

/** Wednesday 25 November 2026, ten in the morning in Jakarta. */
export const WEDNESDAY_MORNING_MS = Date.parse("2026-11-25T10:00:00+07:00");

/** A minute in milliseconds. */
export const MINUTE_MS = 60_000;

/** Opens a virtual context. Equal seeds yield equal ids. */
export function createVirtualContext(
  options: { readonly startMs?: number; readonly seed?: string } = {},
): VirtualContext {
  const draw = seededBytes(options.seed ?? "sambung");
  let nowMs = options.startMs ?? WEDNESDAY_MORNING_MS;
  return {
    clock: { nowMs: () => nowMs },
    ids: {
      next: () => uuidV7(nowMs, draw(UUID_RANDOM_BYTES)),
      secret: (bytes) => Buffer.from(draw(bytes)).toString("hex"),
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/**
 * The real context, except that its clock runs from Wednesday morning on: test data with fixed dates have the same age on
 * every day on which the test runs.
 */
export function workingMorning(): RuntimeContext {
  const begunMs = performance.now();
  const clock = { nowMs: () => Math.floor(WEDNESDAY_MORNING_MS + performance.now() - begunMs) };
  return {
    clock,
    ids: {
      next: () => uuidV7(clock.nowMs(), randomBytes(UUID_RANDOM_BYTES)),
      secret: (bytes) => randomBytes(bytes).toString("hex"),
    },
  };
}

/** Bytes from a hash over a seed and a counter: the same for every run, never repeated within one. */
function seededBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash("sha512").update(`${seed} ${drawn}`).digest().subarray(0, count);
  };
}
