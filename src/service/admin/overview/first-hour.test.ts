import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FirstHourFacts, firstHour, STEPS } from "./first-hour.ts";

const NOTHING: FirstHourFacts = {
  numbers: 0,
  trunks: 0,
  registered: 0,
  ringing: 0,
  hasAnsweredTest: false,
  hasAnsweredCall: false,
};
const done = (facts: Partial<FirstHourFacts>) =>
  firstHour({ ...NOTHING, ...facts })
    .steps.filter(({ isDone }) => isDone)
    .map(({ step }) => step);

describe("the first hour", () => {
  it("begins with the number, and each thing that is there is a step that is done", () => {
    expect(firstHour(NOTHING).next).toBe("number");
    expect(done({ numbers: 1, trunks: 1 })).toEqual(["number", "trunk"]);
    expect(firstHour({ ...NOTHING, numbers: 1, trunks: 1 }).next).toBe("phone");
  });

  it("names the first step that is missing, whatever was done after it", () => {
    expect(firstHour({ ...NOTHING, numbers: 1, registered: 1, ringing: 1 }).next).toBe("trunk");
  });

  it("goes back a step when the phone goes away", () => {
    const before = { ...NOTHING, numbers: 1, trunks: 1, registered: 1, ringing: 1, hasAnsweredTest: true };
    expect(firstHour(before).next).toBe("first-call");
    expect(firstHour({ ...before, registered: 0, ringing: 0 }).next).toBe("phone");
  });

  it("takes an answered call as proof of the test", () => {
    expect(done({ hasAnsweredCall: true })).toEqual(["test-call", "first-call"]);
  });

  it("is over exactly when every step is done", () => {
    const facts = fc.record({
      numbers: fc.nat(2),
      trunks: fc.nat(2),
      registered: fc.nat(2),
      ringing: fc.nat(2),
      hasAnsweredTest: fc.boolean(),
      hasAnsweredCall: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { steps, next } = firstHour(given);
        expect(steps.map(({ step }) => step)).toEqual([...STEPS]);
        expect(next === null).toBe(steps.every(({ isDone }) => isDone));
      }),
    );
  });
});
