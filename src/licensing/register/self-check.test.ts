import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingQuestions, QUESTIONS, type SelfCheckAnswers, type SelfCheckOutcome, selfCheck } from "./self-check.ts";

const OUTCOMES: readonly (readonly [string, SelfCheckAnswers, SelfCheckOutcome])[] = [
  ["sells the service and has no code", { who: "business", purpose: "others", holding: "no" }, "licence"],
  ["sells the service and holds a code", { who: "business", purpose: "others", holding: "yes" }, "additional"],
  [
    "wants a number for its own customers but rents the service",
    { who: "business", purpose: "own", code: "yes", means: "rent" },
    "ask-operator",
  ],
  [
    "wants a number for its own customers on its own system, and is no operator",
    { who: "business", purpose: "own", code: "yes", means: "self", holding: "no" },
    "ask-operator",
  ],
  [
    "wants a further number for its own customers",
    { who: "business", purpose: "own", code: "yes", means: "self", holding: "yes" },
    "additional",
  ],
  ["answers its own customers on ordinary lines", { who: "business", purpose: "own", code: "no" }, "not-needed"],
  ["is a person who would sell the service", { who: "person", purpose: "others" }, "body-first"],
  ["is a person who wants a short number", { who: "person", purpose: "own", code: "yes" }, "ask-operator"],
  ["is a person with an ordinary number", { who: "person", purpose: "own", code: "no" }, "not-needed"],
  ["is a government body that wants no code", { who: "government", code: "no" }, "not-needed"],
  ["is a government body that rents", { who: "government", code: "yes", means: "rent" }, "ask-operator"],
  [
    "is a government body without the service in its law",
    { who: "government", code: "yes", means: "self", basis: "no" },
    "ask-operator",
  ],
  [
    "is a government body with the service in its law",
    { who: "government", code: "yes", means: "self", basis: "yes", holding: "no" },
    "government-new",
  ],
  [
    "is a government body that holds a code",
    { who: "government", code: "yes", means: "self", basis: "yes", holding: "yes" },
    "additional",
  ],
];

const someAnswers: fc.Arbitrary<SelfCheckAnswers> = fc.record({
  who: fc.constantFrom(undefined, ...QUESTIONS.who),
  purpose: fc.constantFrom(undefined, ...QUESTIONS.purpose),
  basis: fc.constantFrom(undefined, ...QUESTIONS.basis),
  code: fc.constantFrom(undefined, ...QUESTIONS.code),
  means: fc.constantFrom(undefined, ...QUESTIONS.means),
  holding: fc.constantFrom(undefined, ...QUESTIONS.holding),
});

describe("the self-check", () => {
  it.each(OUTCOMES)("tells whoever %s what that leads to", (_who, answers, outcome) => {
    const step = selfCheck(answers);
    expect(step).toMatchObject({ kind: "answer", outcome });
    expect(step.kind === "answer" && step.rules.length).toBeGreaterThan(0);
  });

  it.each(OUTCOMES)("asks for every answer on the way to %s", (_who, answers) => {
    for (const question of countingQuestions(answers)) {
      expect(selfCheck({ ...answers, [question]: undefined })).toEqual({ kind: "ask", question });
    }
    expect(countingQuestions(answers)).toHaveLength(Object.keys(answers).length);
  });

  it("has a case for every outcome in this table", () => {
    expect(new Set(OUTCOMES.map(([, , outcome]) => outcome)).size).toBe(6);
  });

  it("asks first who somebody is", () => {
    expect(selfCheck({})).toEqual({ kind: "ask", question: "who" });
    expect(countingQuestions({ code: "yes" })).toEqual([]);
  });

  it("never asks again what was answered, and ends after six questions at most", () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const step = selfCheck(answers);
        if (step.kind === "ask") expect(answers[step.question]).toBeUndefined();
        expect(countingQuestions(answers).length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it("gives the same answer whatever stands in questions that do not count", () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const counting = Object.fromEntries(countingQuestions(answers).map((one) => [one, answers[one]]));
        expect(selfCheck(counting)).toEqual(selfCheck(answers));
      }),
    );
  });

  it("never sends anybody to an operator who sells the service himself", () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const step = selfCheck({ ...answers, who: "business", purpose: "others" });
        expect(step.kind === "answer" && step.outcome === "ask-operator").toBe(false);
      }),
    );
  });
});
