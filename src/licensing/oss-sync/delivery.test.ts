import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attempt, afterAttempt, deliveryLimits as limits } from "./delivery.ts";

const refusal = { code: "oss-unavailable", detail: "HTTP 500" } as const;
const unknown: Attempt = { outcome: "unknown", refusal };
const refused: Attempt = { outcome: "refused", refusal: { code: "oss-request-refused", detail: "400" } };
const notSent: Attempt = { outcome: "not-sent", refusal };
const changeAfter = (attempts: number, attempt: Attempt, wasUnknown = false) =>
  afterAttempt({ attempts, wasUnknown }, attempt, { limits, chance: 1 });

describe("a report after an attempt", () => {
  it("is delivered by the answer, or because OSS had it", () => {
    for (const how of ["answered", "found"] as const)
      expect(changeAfter(3, { outcome: "delivered", how })).toMatchObject({ delivery: "delivered", how, waitMs: null });
  });

  it("without an answer is asked about no sooner than OSS can have settled it", () => {
    expect(changeAfter(1, unknown)).toMatchObject({
      delivery: "queued",
      outcomeUnknown: true,
      waitMs: limits.settleMs,
    });
  });

  it("waits longer each time, up to the longest pause, and then for an officer", () => {
    const waits = Array.from(
      { length: limits.attemptsMax - 1 },
      (_, index) => changeAfter(index + 1, unknown).waitMs ?? 0,
    );
    expect(waits).toEqual(waits.toSorted((left, right) => left - right));
    expect(Math.max(...waits)).toBe(limits.pauseMsMax);
    expect(changeAfter(limits.attemptsMax, unknown)).toMatchObject({
      delivery: "stuck",
      outcomeUnknown: true,
      waitMs: null,
    });
  });

  it("that OSS refuses is stuck sooner, and known not to have arrived", () => {
    expect(changeAfter(limits.refusalsMax - 1, refused)).toMatchObject({ delivery: "queued", outcomeUnknown: false });
    expect(changeAfter(limits.refusalsMax, refused)).toMatchObject({
      delivery: "stuck",
      outcomeUnknown: false,
      error: { code: "oss-request-refused" },
    });
  });

  it("that could not go out counts for nothing, and what was unknown stays unknown", () => {
    expect(changeAfter(1, notSent)).toMatchObject({ delivery: "queued", attempts: 0, outcomeUnknown: false });
    expect(changeAfter(limits.attemptsMax, notSent, true)).toMatchObject({ delivery: "queued", outcomeUnknown: true });
  });

  it("is never tried without end, and never forgotten", () => {
    const attempt = fc.constantFrom(unknown, refused);
    fc.assert(
      fc.property(fc.infiniteStream(attempt), fc.double({ min: 0, max: 1, noNaN: true }), (stream, chance) => {
        let attempts = 0;
        for (const one of stream) {
          attempts += 1;
          const change = afterAttempt({ attempts, wasUnknown: false }, one, { limits, chance });
          if (change.delivery === "stuck") break;
          expect(change.waitMs).toBeGreaterThan(0);
          expect(attempts).toBeLessThan(limits.attemptsMax);
        }
      }),
    );
  });
});
