import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LatencyCount, withinMs } from "./latency.ts";

/** The class that the database computes. */
const bucketOf = (ms: number) => Math.floor(Math.log(Math.max(ms, 1)) / Math.log(1.2));

function countsOf(times: readonly number[]): readonly LatencyCount[] {
  return [...Map.groupBy(times, bucketOf)].map(([bucket, own]) => ({ bucket, segments: own.length }));
}

describe("within how long a share was delivered", () => {
  it("is told of nothing where nothing was", () => {
    expect(withinMs([], 0.5)).toBeNull();
  });

  it("is the truth or a fifth more, whatever the times are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300_000_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95, 1),
        (times, share) => {
          const sorted = times.toSorted((one, other) => one - other);
          const truth = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
          const told = withinMs(countsOf(times), share) ?? 0;
          expect(told).toBeGreaterThanOrEqual(Math.floor(truth));
          expect(told).toBeLessThanOrEqual(Math.ceil(truth * 1.2) + 1);
        },
      ),
    );
  });
});
