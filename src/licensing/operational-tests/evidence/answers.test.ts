import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measuredItem, observedItem } from "../../../../testkit/test-facts.ts";
import { type Answer, outcomeOf, testItemStatesOf, verdictOf } from "./answers.ts";
import type { AnswerValue, TestItem } from "./items.shared.ts";

const NOTHING: AnswerValue = {
  outcome: null,
  measurement: null,
  checks: {},
  serial: null,
  note: "",
  evidence: [],
  confirmedBecause: null,
};

const said = (outcome: AnswerValue["outcome"], more: Partial<AnswerValue> = {}): AnswerValue => ({
  ...NOTHING,
  outcome,
  ...more,
});
const measured = (value: number): AnswerValue => ({
  ...NOTHING,
  measurement: { value, deviceRowId: "d-1", instrument: "HCA-200", calibration: "K-1", calibratedUntil: "2027-06-30" },
});
const LIMIT = { comparison: "at-most", value: 1, rule: null, standing: "confirmed" } as const;
const answer = (id: string, value: AnswerValue, more: Partial<Answer> = {}): Answer => ({
  id,
  item: "inbound",
  replaces: [],
  value,
  answeredBy: "somebody",
  ...more,
});

describe("what an answer comes to", () => {
  it("is judged by the limit: at the limit it holds, a hair beyond it does not", () => {
    const most = measuredItem("duration", LIMIT);
    expect([1, 1.001, 0].map((value) => outcomeOf(most, measured(value)))).toEqual(["pass", "fail", "pass"]);
    const least = measuredItem("channels", { ...LIMIT, comparison: "at-least", value: 30 });
    expect([30, 29.999, 31].map((value) => outcomeOf(least, measured(value)))).toEqual(["pass", "fail", "pass"]);
  });

  it("never takes a word for a measurement, nor for a check that was not made", () => {
    expect(outcomeOf(measuredItem("duration", LIMIT), said("pass"))).toBe("open");
    const device = observedItem("device:d-1", {
      kind: "device",
      device: {
        rowId: "d-1",
        kind: "SBC",
        maker: "A",
        type: "B",
        serial: "S",
        certificateNumber: "C",
        isVirtual: false,
        site: "Depok",
        checks: ["present", "serial"],
      },
    });
    expect(outcomeOf(device, said("pass"))).toBe("open");
    expect(outcomeOf(device, said(null, { checks: { present: "pass" } }))).toBe("open");
    expect(outcomeOf(device, said(null, { checks: { present: "pass", serial: "not-applicable" } }))).toBe("pass");
    expect(outcomeOf(device, said(null, { checks: { serial: "fail" } }))).toBe("fail");
  });
});

describe("a failure that rests on an assumption", () => {
  const standings = (item: TestItem, value: AnswerValue) =>
    testItemStatesOf([item], [answer("a", value, { item: item.key })]).map(({ isToConfirm }) => isToConfirm)[0];

  it("waits for the team's word, and one that does not rest on it does not", () => {
    const assumed = measuredItem("duration", { ...LIMIT, standing: "assumed" }, { standing: "confirmed" });
    expect(standings(assumed, measured(2))).toBe(true);
    expect(standings(assumed, { ...measured(2), confirmedBecause: "  " })).toBe(true);
    expect(standings(assumed, { ...measured(2), confirmedBecause: "Diulang tiga kali." })).toBe(false);
    expect(standings(assumed, measured(1))).toBe(false);
    expect(standings(measuredItem("duration", LIMIT, { standing: "assumed" }), measured(2))).toBe(false);
    expect(standings(observedItem("inbound", { standing: "assumed" }), said("fail"))).toBe(true);
  });
});

describe("two people at one item", () => {
  const item = observedItem("inbound");
  const look = (answers: readonly Answer[]) => testItemStatesOf([item], answers)[0];

  it("are in conflict while neither has seen the other's answer, and the stricter counts", () => {
    const found = look([answer("a", said("pass")), answer("b", said("fail"))]);
    expect([found?.outcome, found?.isConflict, found?.counts?.id]).toEqual(["fail", true, "b"]);
  });

  it("are of one mind once an answer names both, whatever it says", () => {
    const found = look([
      answer("a", said("pass")),
      answer("b", said("fail")),
      answer("c", said("pass"), { replaces: ["a", "b"] }),
    ]);
    expect([found?.outcome, found?.isConflict]).toEqual(["pass", false]);
  });

  it("take nothing away from another item", () => {
    const other = observedItem("outbound");
    const found = testItemStatesOf(
      [item, other],
      [answer("a", said("fail")), answer("b", said("pass"), { item: "outbound", replaces: ["a"] })],
    );
    expect(found.map(({ outcome }) => outcome)).toEqual(["fail", "pass"]);
  });

  it("stand the same in whatever order their answers come, and however often", () => {
    const outcomes = fc.constantFrom("pass", "fail", "not-applicable") as fc.Arbitrary<
      "pass" | "fail" | "not-applicable"
    >;
    const written = fc.array(fc.record({ outcome: outcomes, seen: fc.array(fc.nat(), { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(written, fc.infiniteStream(fc.nat()), (list, dice) => {
        const answers = list.map(({ outcome, seen }, nth) =>
          answer(`id-${String(nth).padStart(2, "0")}`, said(outcome), {
            replaces: nth === 0 ? [] : seen.map((one) => `id-${String(one % nth).padStart(2, "0")}`),
          }),
        );
        const sent = [...answers, ...answers.filter((_one, nth) => nth % 2 === 0)];
        const draws = [...dice.take(sent.length)];
        const shuffled = sent
          .map((one, nth) => ({ one, at: draws[nth] ?? 0 }))
          .toSorted((left, right) => left.at - right.at)
          .map(({ one }) => one);
        expect(look(shuffled)).toEqual(look(answers));
        // A replaced answer never counts.
        const replaced = new Set(answers.flatMap(({ replaces }) => replaces));
        expect(look(answers)?.heads.some((id) => replaced.has(id))).toBe(false);
      }),
    );
  });
});

describe("the verdict", () => {
  it("falls by one mandatory item that failed, and by nothing else", () => {
    const items = [observedItem("a"), observedItem("b", { mandatory: false }), observedItem("c")];
    const verdictFor = (a: "pass" | "fail" | "not-applicable", b: "pass" | "fail") =>
      verdictOf(
        items,
        testItemStatesOf(items, [
          answer("1", said(a), { item: "a" }),
          answer("2", said(b), { item: "b" }),
          answer("3", said("pass"), { item: "c" }),
        ]),
      );
    expect([
      verdictFor("pass", "pass"),
      verdictFor("fail", "pass"),
      verdictFor("pass", "fail"),
      verdictFor("not-applicable", "fail"),
    ]).toEqual(["fit", "unfit", "fit", "fit"]);
  });
});
