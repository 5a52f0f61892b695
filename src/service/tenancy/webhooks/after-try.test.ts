import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterTry, FAILING_FROM, probePauseMs } from "./after-try.ts";

const DAY_MS = 86_400_000;
const tried = { status: 500, tries: 1, nowMs: 0, giveUpMs: DAY_MS, chance: 0.5 };

describe("after a try", () => {
  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [199, "waiting"],
    [300, "waiting"],
    [302, "waiting"],
    [404, "waiting"],
    [410, "dead"],
    [503, "waiting"],
    [null, "waiting"],
  ] as const)("status %s leaves an event %s", (status, state) => {
    expect(afterTry({ ...tried, status })).toMatchObject({ state });
  });

  it("pauses are 5 s, 30 s, 2 min, 10 min, 30 min and then an hour", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 20].map((tries) => afterTry({ ...tried, tries }));
    expect(pauses.map((after) => (after.state === "waiting" ? after.nextTryMs / 1_000 : after.state))).toEqual([
      ...[5, 30, 120, 600, 1_800, 3_600, 3_600, 3_600],
    ]);
  });

  it("an event whose next try would come after its day is dead", () => {
    const at = (nowMs: number) => afterTry({ ...tried, nowMs, tries: 6 }).state;
    expect([at(DAY_MS - 3_600_001), at(DAY_MS - 3_600_000)]).toEqual(["waiting", "dead"]);
  });

  it("a pause is a fifth shorter or longer at the most, whatever chance says, and an event is never tried after its day", () => {
    fc.assert(
      fc.property(
        fc.record({
          tries: fc.integer({ min: 1, max: 60 }),
          nowMs: fc.integer({ min: 0, max: DAY_MS }),
          chance: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (drawn) => {
          const after = afterTry({ ...tried, ...drawn });
          const usual = [5_000, 30_000, 120_000, 600_000, 1_800_000][drawn.tries - 1] ?? 3_600_000;
          if (after.state !== "waiting") return drawn.nowMs + usual * 1.2 >= DAY_MS;
          const pause = after.nextTryMs - drawn.nowMs;
          return after.nextTryMs < DAY_MS && pause >= usual * 0.8 - 1 && pause <= usual * 1.2 + 1;
        },
      ),
    );
  });
});

describe("an address that does not hear", () => {
  it("is left alone from the fifth call on, for half a minute and then for up to five", () => {
    const pauses = [1, 4, 5, 6, 7, 8, 9, 1_000].map((failures) => probePauseMs({ failures, chance: 0.5 }) / 1_000);
    expect(pauses).toEqual([0, 0, 30, 60, 120, 240, 300, 300]);
    expect(FAILING_FROM).toBe(5);
  });
});
