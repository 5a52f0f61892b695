import { createHash, randomBytes } from "node:crypto";
import { UUID_RANDOM_BYTES, uuidV7 } from "../src/kernel/index.ts";
import type { RuntimeContext } from "../src/platform/world/index.ts";

/** A world whose time stands still until a test moves it, and whose ids come from a seed. */
export interface VirtualContext extends RuntimeContext {
  /** Moves time on. */
  advance(ms: number): void;
}

/** Wednesday 25 November 2026, ten in the morning in Jakarta. */
export const WEDNESDAY_MORNING_MS = Date.parse("2026-11-25T10:00:00+07:00");

/** A minute in milliseconds. */
export const MINUTE_MS = 60_000;

/** Opens a virtual world. Equal seeds give equal ids. */
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
 * The real world, but that its clock goes on from Wednesday morning: what a test fills in with fixed dates is as old then on
 * every day on which the test is run.
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

/** Bytes from a hash over a seed and a counter: the same for every run, never the same twice in one. */
function seededBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash("sha512").update(`${seed} ${drawn}`).digest().subarray(0, count);
  };
}
