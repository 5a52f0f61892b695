import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerFault, type ScoredAnswers, type ScoredQuestion, scoreOf } from "./score.shared.ts";

const question = (id: string, more: Partial<ScoredQuestion> = {}): ScoredQuestion => ({
  id,
  kind: "scale",
  points: 5,
  weight: 1,
  mayNotApply: true,
  isFatal: false,
  ...more,
});
const form = (...questions: readonly ScoredQuestion[]) => [{ id: "s", questions }];
const given = (values: Readonly<Record<string, number | "not-applicable" | null>>): ScoredAnswers =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }]));

describe("the score of an evaluation", () => {
  it("is the share of points, weighed by questions, in hundredths of a percent", () => {
    const sections = form(question("a", { weight: 3 }), question("b", { kind: "yes-no" }));
    expect(scoreOf(sections, given({ a: 4, b: 0 })).score).toBe(6000);
    expect(scoreOf(sections, given({ a: 5, b: 1 })).score).toBe(10_000);
    // A third: halves are rounded up, everything below is rounded down.
    const thirds = form(question("a", { points: 3 }));
    expect(scoreOf(thirds, given({ a: 1 })).score).toBe(3333);
    expect(scoreOf(thirds, given({ a: 2 })).score).toBe(6667);
  });

  it("leaves out what does not apply, and is none where nothing applies", () => {
    const sections = form(question("a", { weight: 9 }), question("b"));
    expect(scoreOf(sections, given({ a: "not-applicable", b: 5 })).score).toBe(10_000);
    expect(scoreOf(sections, given({ a: "not-applicable", b: "not-applicable" }))).toMatchObject({
      score: null,
      missing: [],
    });
  });

  it("is zero by a fatal question without a point, while its section keeps its own", () => {
    const sections = form(question("a", { weight: 100 }), question("b", { kind: "yes-no", isFatal: true }));
    expect(scoreOf(sections, given({ a: 5, b: 0 }))).toMatchObject({
      score: 0,
      isFatal: true,
      sections: [{ id: "s", score: 9901 }],
    });
    expect(scoreOf(sections, given({ a: 5, b: "not-applicable" }))).toMatchObject({ score: 10_000, isFatal: false });
  });

  it("names what nobody has answered, and does not take what a question has not", () => {
    const sections = form(question("a", { mayNotApply: false }), question("b", { kind: "yes-no" }));
    expect(scoreOf(sections, given({ a: 3, b: null })).missing).toEqual(["b"]);
    expect(answerFault(sections, given({ a: 5, b: 1 }))).toBeUndefined();
    expect(answerFault(sections, given({ a: "not-applicable" }))).toBe("a");
    expect(answerFault(sections, given({ b: 2 }))).toBe("b");
    expect(answerFault(sections, given({ c: 1 }))).toBe("c");
  });

  it("lies between nothing and all, and never falls when an answer gets better", () => {
    const one = fc.record({
      points: fc.integer({ min: 1, max: 10 }),
      weight: fc.integer({ min: 0, max: 100 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (parts) => {
        const sections = form(...parts.map(({ points, weight }, nth) => question(`${nth}`, { points, weight })));
        const values = parts.map(({ points, share }) => Math.floor(share * points));
        const of = (list: readonly number[]) => scoreOf(sections, given(Object.fromEntries(list.entries()))).score;
        const [score, better] = [of(values), of([parts[0]?.points ?? 0, ...values.slice(1)])];
        if (score === null || better === null) return parts.every(({ weight }) => weight === 0);
        return score >= 0 && better <= 10_000 && better >= score;
      }),
    );
  });
});
