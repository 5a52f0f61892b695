import fc from "fast-check";
import { expect, it } from "vitest";
import { hasShare } from "./fair-share.ts";

const [ALL, OWN] = [300, 100];

it("gives one alone as much as he may have, and whoever comes second less", () => {
  const taken = (all: number): number => {
    let own = 0;
    while (hasShare({ own, ownMax: OWN, all: all + own, allMax: ALL })) own += 1;
    return own;
  };
  expect([taken(0), taken(100), taken(200), taken(299), taken(300)]).toEqual([100, 67, 34, 1, 0]);
});

it("ends at the maximum of one, however much is left for others", () => {
  const share = { ownMax: OWN, all: OWN, allMax: 1_000 };
  expect(hasShare({ ...share, own: OWN - 1 })).toBe(true);
  expect(hasShare({ ...share, own: OWN })).toBe(false);
});

it("refuses nobody who has none while anything is left, and leaves much of it beside a few who take all they get, in whatever order", () => {
  const wishes = fc.integer({ min: 1, max: 6 }).chain((many) =>
    fc.record({
      many: fc.constant(many),
      order: fc.array(fc.nat(many - 1), { minLength: 2_000, maxLength: 3_000 }),
    }),
  );
  fc.assert(
    fc.property(wishes, ({ many, order }) => {
      const own = Array.from({ length: many }, () => 0);
      let all = 0;
      for (const who of order) {
        const has = own[who] ?? 0;
        const gets = hasShare({ own: has, ownMax: OWN, all, allMax: ALL });
        if (has === 0) expect(gets).toBe(all < ALL);
        if (!gets) continue;
        own[who] = has + 1;
        all += 1;
      }
      expect(ALL - all).toBeGreaterThanOrEqual(Math.floor(ALL * (2 / 3) ** many) - many);
      expect(hasShare({ own: 0, ownMax: OWN, all, allMax: ALL })).toBe(true);
    }),
    { numRuns: 50 },
  );
});
