import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterEnd, type Life, NO_ENDS } from "./restart-policy.ts";

const CRASH: Life = { servedMs: null };
const SHORT: Life = { servedMs: 4_999 };
const LONG: Life = { servedMs: 5_000 };

const many = (count: number, life: Life): readonly Life[] => Array.from({ length: count }, () => life);

function pausesOf(lives: readonly Life[]): readonly (number | null)[] {
  let state = NO_ENDS;
  return lives.map((life) => {
    const next = afterEnd(state, life);
    state = next.state;
    return next.pauseMs;
  });
}

describe("a program that ended", () => {
  it("is started again after pauses that grow while its lives are short, up to five seconds", () => {
    expect(pausesOf(many(8, SHORT))).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it("is started again at once after a life that served for five seconds, however often that happens", () => {
    expect(pausesOf([SHORT, SHORT, LONG, SHORT])).toEqual([100, 200, 100, 100]);
    expect(new Set(pausesOf(many(1_000, LONG)))).toEqual(new Set([100]));
  });

  it("is given up only after thirty starts in a row that came to nothing", () => {
    const pauses = pausesOf(many(30, CRASH));
    expect(pauses.slice(0, -1)).not.toContain(null);
    expect(pauses.at(-1)).toBeNull();
    expect(pausesOf([...many(29, CRASH), SHORT, ...many(29, CRASH)])).not.toContain(null);
  });

  it("is never given up while it serves now and then, and never waits longer than five seconds", () => {
    const life = fc.oneof(
      fc.constant(CRASH),
      fc.nat(20_000).map((servedMs): Life => ({ servedMs })),
    );
    fc.assert(
      fc.property(fc.array(life, { maxLength: 120 }), (lives) => {
        const served = lives.flatMap((one, nth) => (nth % 20 === 0 ? [SHORT, one] : [one]));
        for (const pause of pausesOf(served)) {
          expect(pause).toBeGreaterThanOrEqual(100);
          expect(pause).toBeLessThanOrEqual(5_000);
        }
      }),
    );
  });
});
