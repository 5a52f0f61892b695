import { describe, expect, it } from "vitest";
import { afterTry, decidePlan, decidePlanChange, type PlanFacts, RETRY_MS, TRIES_MAX } from "./planned-callback.ts";

const NOW_MS = Date.UTC(2026, 10, 25, 3);
const DAY_MS = 86_400_000;
const good: PlanFacts = {
  nowMs: NOW_MS,
  dueAtMs: NOW_MS + 3_600_000,
  isNumber: true,
  isClosedThen: false,
  isConfirmed: false,
  isQueue: true,
  isServed: true,
  isOwn: true,
};
const refusalOf = (facts: Partial<PlanFacts>) => {
  const decided = decidePlan({ ...good, ...facts });
  return decided.ok ? "planned" : decided.refusal;
};

describe("a callback that an agent plans", () => {
  it.each([
    ["planned", {}],
    ["callback-number-bad", { isNumber: false }],
    ["planned", { dueAtMs: NOW_MS - 60_000 }],
    ["callback-in-past", { dueAtMs: NOW_MS - 60_001 }],
    ["planned", { dueAtMs: NOW_MS + 60 * DAY_MS }],
    ["callback-too-far", { dueAtMs: NOW_MS + 60 * DAY_MS + 1 }],
    ["no-such-queue", { isQueue: false }],
    ["callback-not-your-queue", { isServed: false }],
    ["planned", { isServed: false, isOwn: false }],
    ["callback-outside-hours", { isClosedThen: true }],
    ["planned", { isClosedThen: true, isConfirmed: true }],
    // A confirmed closed time does not make an invalid request valid.
    ["callback-in-past", { isClosedThen: true, isConfirmed: true, dueAtMs: NOW_MS - DAY_MS }],
  ] as const)("is %s with %j", (outcome, facts) => {
    expect(refusalOf(facts)).toBe(outcome);
  });

  it("is changed until its time has come, over the version that was read", () => {
    const decided = (state: Parameters<typeof decidePlanChange>[0]["state"], version = 3) => {
      const result = decidePlanChange({ state, version }, 3);
      return result.ok ? "changed" : result.refusal;
    };
    expect(decided("planned")).toBe("changed");
    expect(decided("planned", 4)).toBe("callback-stale");
    expect(decided("due")).toBe("callback-its-turn");
    for (const state of ["reached", "unreached", "expired", "barred", "queue-gone", "cut-off", "cancelled"] as const)
      expect(decided(state)).toBe("callback-over");
  });
});

describe("a try that is over", () => {
  const plan = { tries: 0, triesMax: 2, isDialled: true };

  it("is followed by another after a while where nobody was reached, as often as was said and no more", () => {
    expect(afterTry(plan, "callback-unreached", NOW_MS)).toEqual({
      state: "planned",
      tries: 1,
      dueAtMs: NOW_MS + RETRY_MS,
    });
    expect(afterTry({ ...plan, tries: 1 }, "callback-unreached", NOW_MS)).toEqual({ state: "unreached", tries: 2 });
    expect(afterTry({ ...plan, triesMax: 1 }, "callback-unreached", NOW_MS)).toEqual({ state: "unreached", tries: 1 });
    expect(TRIES_MAX).toBe(3);
  });

  it("ends the callback by whatever else it came to, and counts as a try only when somebody may have been dialled", () => {
    expect(afterTry(plan, "answered", NOW_MS)).toEqual({ state: "reached", tries: 1 });
    expect(afterTry(plan, "system-restart", NOW_MS)).toEqual({ state: "cut-off", tries: 1 });
    const undialled = { ...plan, isDialled: false };
    expect(afterTry(undialled, "callback-expired", NOW_MS)).toEqual({ state: "expired", tries: 0 });
    expect(afterTry(undialled, "callback-barred", NOW_MS)).toEqual({ state: "barred", tries: 0 });
    expect(afterTry(undialled, "left", NOW_MS)).toEqual({ state: "expired", tries: 0 });
  });
});
