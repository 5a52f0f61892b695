import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Load, mayBegin, measured, NOT_SHEDDING, retryAfterSeconds, type Shedding } from "./overload.ts";

const IDLE: Load = { lagMs: 5, writerAgeMs: 20, preparing: 30, transactionsShare: 0.3 };
const BUSY: Load = { ...IDLE, lagMs: 400 };
/** Nothing is refused. */
const NOTHING = { callsPercent: 0, registrationsPercent: 0, strained: 0 };
const BETWEEN: Load = { ...IDLE, lagMs: 100 };

const under = (loads: readonly Load[], begun: Shedding = NOT_SHEDDING) => loads.reduce(measured, begun);
const times = (count: number, load: Load) => Array.from({ length: count }, () => load);

const anyLoad = fc.record({
  lagMs: fc.nat(5_000),
  writerAgeMs: fc.nat(60_000),
  preparing: fc.nat(5_000),
  transactionsShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
/** Below the strained limit in every value. */
const bearable = fc.record({
  lagMs: fc.nat(149),
  writerAgeMs: fc.nat(699),
  preparing: fc.nat(599),
  transactionsShare: fc.double({ min: 0, max: 0.84, noNaN: true }),
});
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("a switch that has too much to do", () => {
  it("refuses nobody for two looks, then more with each look, until it refuses every call", () => {
    expect(under(times(2, BUSY)).callsPercent).toBe(0);
    expect(under(times(3, BUSY)).callsPercent).toBe(10);
    expect(under(times(7, BUSY)).callsPercent).toBe(50);
    expect(under(times(12, BUSY)).callsPercent).toBe(100);
  });

  it.each<readonly [keyof Load, number, number]>([
    ["lagMs", 149, 150],
    ["writerAgeMs", 699, 700],
    ["preparing", 599, 600],
    ["transactionsShare", 0.849, 0.85],
  ])("knows it by %s alone: %d is bearable, %d is not", (name, bearableValue, strainedValue) => {
    expect(under(times(50, { ...IDLE, [name]: bearableValue })).callsPercent).toBe(0);
    expect(under(times(50, { ...IDLE, [name]: strainedValue })).callsPercent).toBe(100);
  });

  it("refuses no more than it does while what it let in before is being worked off", () => {
    const some = under([2_000, 2_100, 2_200, 2_300].map((preparing) => ({ ...IDLE, preparing })));
    expect(some.callsPercent).toBe(20);
    expect(
      under(
        [2_000, 1_500, 1_000, 500].map((preparing) => ({ ...IDLE, preparing })),
        some,
      ).callsPercent,
    ).toBe(20);
    expect(under([{ ...IDLE, preparing: 2_310 }], some).callsPercent).toBe(30);
  });

  it("turns registrations away only when every call is refused, and lets them in again first", () => {
    const full = under(times(12, BUSY));
    expect(full).toMatchObject({ callsPercent: 100, registrationsPercent: 0 });
    const all = under(times(10, BUSY), full);
    expect(all).toMatchObject({ callsPercent: 100, registrationsPercent: 100 });
    expect(under(times(25, IDLE), all)).toMatchObject({ callsPercent: 100, registrationsPercent: 0 });
    expect(under(times(50, IDLE), all)).toMatchObject(NOTHING);
  });

  it("turns no registration away because the storage is slow", () => {
    expect(under(times(500, { ...IDLE, writerAgeMs: 60_000 }))).toMatchObject({
      callsPercent: 100,
      registrationsPercent: 0,
    });
  });

  it("does not sway: between the two marks the share stays as it is, and one look changes it by ten in a hundred at most", () => {
    const some = under(times(7, BUSY));
    expect(under(times(1_000, BETWEEN), some).callsPercent).toBe(some.callsPercent);
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 200 }), (loads) => {
        let [now, grewAt, fellAt] = [NOT_SHEDDING, -100, -100];
        for (const [at, load] of loads.entries()) {
          const next = measured(now, load);
          expect(Math.abs(next.callsPercent - now.callsPercent)).toBeLessThanOrEqual(10);
          if (next.callsPercent > now.callsPercent) grewAt = at;
          if (next.callsPercent < now.callsPercent) fellAt = at;
          // After a calm measurement it takes three strained ones before more is refused again.
          if (grewAt === at) expect(at - fellAt).toBeGreaterThanOrEqual(3);
          now = next;
        }
      }),
    );
  });
});

describe("what may begin", () => {
  it("is every emergency call, under whatever load and by whatever chance", () => {
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 100 }), chance, (loads, by) => {
        expect(mayBegin(under(loads), "emergency", by)).toBe(true);
      }),
    );
  });

  it("is everything while no measure is too much", () => {
    fc.assert(
      fc.property(fc.array(bearable, { maxLength: 200 }), chance, (loads, by) => {
        expect(mayBegin(under(loads), "call", by)).toBe(true);
        expect(mayBegin(under(loads), "registration", by)).toBe(true);
      }),
    );
  });

  it("is never a call where a registration would be refused: registrations are refused last", () => {
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 200 }), chance, (loads, by) => {
        const now = under(loads);
        if (!mayBegin(now, "registration", by)) expect(mayBegin(now, "call", by)).toBe(false);
      }),
    );
  });

  it("is everything again within five seconds of calm, whatever was before", () => {
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 200 }), (loads) => {
        expect(under(times(50, IDLE), under(loads))).toMatchObject(NOTHING);
      }),
    );
  });

  it("is a share of calls that follows the percentage", () => {
    const half = under(times(7, BUSY));
    const passed = Array.from({ length: 1_000 }, (_, nth) => mayBegin(half, "call", nth / 1_000)).filter(Boolean);
    expect(passed).toHaveLength(500);
  });
});

describe("when a refused caller may come again", () => {
  it("is from three to eight seconds later, each as likely", () => {
    const told = Array.from({ length: 600 }, (_, nth) => retryAfterSeconds(nth / 600));
    for (const seconds of [3, 4, 5, 6, 7, 8]) expect(told.filter((one) => one === seconds)).toHaveLength(100);
  });
});
