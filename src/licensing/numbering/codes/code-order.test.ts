import { describe, expect, it } from "vitest";
import { codeStates } from "./access-code.ts";
import { type CodeOrderCommand, judgeOrder, mayTake } from "./code-order.ts";

const command: CodeOrderCommand = { kind: "reserve", reason: "Pemilu", startsOn: null, endsOn: null, onTaken: "leave" };

function judged(change: Partial<CodeOrderCommand>): string {
  const result = judgeOrder({ ...command, ...change }, "2026-11-25");
  return result.ok ? result.value : result.refusal;
}

describe("an order to reserve or block codes", () => {
  it("begins today without dates or from today, and waits for a later day", () => {
    expect(judged({})).toBe("in-force");
    expect(judged({ startsOn: "2026-11-25" })).toBe("in-force");
    expect(judged({ startsOn: "2026-11-26" })).toBe("planned");
  });

  it("may end today, but neither end nor begin yesterday", () => {
    expect(judged({ endsOn: "2026-11-25" })).toBe("in-force");
    expect(judged({ endsOn: "2026-11-24" })).toBe("order-ends-in-past");
    expect(judged({ startsOn: "2026-11-24" })).toBe("order-starts-in-past");
  });

  it("needs a reason and days in their order", () => {
    expect(judged({ reason: "  " })).toBe("order-reason-missing");
    expect(judged({ startsOn: "2026-12-02", endsOn: "2026-12-01" })).toBe("order-dates-reversed");
    expect(judged({ startsOn: "2026-12-01", endsOn: "2026-12-01" })).toBe("planned");
  });

  it("reserves idle codes only, and blocks idle and reserved ones", () => {
    expect(codeStates.filter((state) => mayTake("reserve", state))).toEqual(["idle"]);
    expect(codeStates.filter((state) => mayTake("block", state))).toEqual(["idle", "reserved"]);
  });
});
