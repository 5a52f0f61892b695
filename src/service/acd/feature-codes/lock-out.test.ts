import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attempted, FAILURES_MAX, isLocked, NO_FAILURES, type Tally, takenBack } from "./lock-out.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 26);

/** A number of wrong attempts, a second apart. */
function failing(times: number, from: Tally = NO_FAILURES, atMs = NOW, most: number = FAILURES_MAX.number): Tally {
  let tally = from;
  for (let nth = 0; nth < times; nth += 1) tally = attempted(tally, atMs + nth * 1_000, most);
  return tally;
}

describe("wrong PINs", () => {
  it("are five for a number and ten at a phone before nothing counts for a quarter of an hour, and then it does", () => {
    expect(isLocked(failing(4), NOW + 4_000)).toBe(false);
    const locked = failing(5);
    expect(isLocked(locked, NOW + 4_000)).toBe(true);
    expect(isLocked(locked, NOW + 4_000 + 15 * MINUTE - 1)).toBe(true);
    expect(isLocked(locked, NOW + 4_000 + 15 * MINUTE)).toBe(false);
    expect(isLocked(failing(9, NO_FAILURES, NOW, FAILURES_MAX.phone), NOW + 9_000)).toBe(false);
    expect(isLocked(failing(10, NO_FAILURES, NOW, FAILURES_MAX.phone), NOW + 9_000)).toBe(true);
  });

  it("lock for twice as long each time, for four hours at the most, and begin anew after a day without one", () => {
    const minutes: number[] = [];
    let [tally, atMs] = [NO_FAILURES, NOW];
    for (let nth = 0; nth < 7; nth += 1) {
      tally = failing(5, tally, atMs);
      const until = tally.lockedUntilMs ?? 0;
      minutes.push((until - atMs - 4_000) / MINUTE);
      atMs = until;
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 240, 240]);
    expect(failing(5, tally, atMs + 24 * HOUR).locks).toBe(1);
    expect(failing(5, tally, atMs + 24 * HOUR - 1).locks).toBe(8);
  });

  it("never give more than five tries in a lock's time, however they are spread", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 5 * HOUR }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, (pauses) => {
        let [tally, atMs] = [NO_FAILURES, NOW];
        const tries: number[] = [];
        for (const pause of pauses) {
          atMs += pause;
          if (isLocked(tally, atMs)) continue;
          tries.push(atMs);
          tally = attempted(tally, atMs, FAILURES_MAX.number);
          expect((tally.lockedUntilMs ?? atMs) - atMs).toBeLessThanOrEqual(4 * HOUR);
        }
        // The sixth attempt comes at least 15 minutes after the fifth.
        for (const [nth, tried] of tries.entries())
          if (nth >= 5) expect(tried - (tries[nth - 5] ?? 0)).toBeGreaterThanOrEqual(15 * MINUTE);
      }),
    );
  });
});

describe("a right PIN at a phone", () => {
  it("takes its own attempt back and no earlier one, even where it would have locked", () => {
    const before = failing(9, NO_FAILURES, NOW, FAILURES_MAX.phone);
    const after = attempted(before, NOW + 20_000, FAILURES_MAX.phone);
    expect(isLocked(after, NOW + 20_000)).toBe(true);
    expect(takenBack(after, { before, after })).toEqual(before);
  });

  it("leaves what others tried meanwhile", () => {
    const after = attempted(NO_FAILURES, NOW, FAILURES_MAX.phone);
    const meanwhile = attempted(after, NOW + 1, FAILURES_MAX.phone);
    expect(takenBack(meanwhile, { before: NO_FAILURES, after })).toMatchObject({
      failures: 1,
      lastFailedAtMs: NOW + 1,
    });
  });
});
