import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { USAGE_CATEGORIES, type UsageList, usageDays, usageSlots } from "./usage-period.ts";

const ground = { firstDay: "2025-03-14", today: "2026-11-27" };
const daysOf = (list: UsageList, startDate?: string, endDate?: string) =>
  usageDays(list, { startDate, endDate }, ground);

describe("the days of a list of usage", () => {
  it("are all that there are, or those that are named", () => {
    expect(daysOf("Records")).toEqual({ from: "2025-03-14", until: "2026-11-27" });
    expect(daysOf("Daily", "2026-11-01", "2026-11-03")).toEqual({ from: "2026-11-01", until: "2026-11-03" });
    expect(daysOf("Monthly", "-30days")).toEqual({ from: "2026-10-28", until: "2026-11-27" });
    expect(daysOf("Records", "-2days", "-1days")).toEqual({ from: "2026-11-25", until: "2026-11-26" });
    expect(daysOf("AllTime", undefined, "2024-01-01")).toEqual({ from: "2024-01-01", until: "2024-01-01" });
    expect(daysOf("Records", "+3days")).toEqual({ from: "2026-11-30", until: "2026-11-30" });
  });

  it("are fixed for some lists", () => {
    expect(daysOf("Today")).toEqual({ from: "2026-11-27", until: "2026-11-27" });
    expect(daysOf("Yesterday")).toEqual({ from: "2026-11-26", until: "2026-11-26" });
    expect(daysOf("ThisMonth")).toEqual({ from: "2026-11-01", until: "2026-11-27" });
    expect(daysOf("LastMonth")).toEqual({ from: "2026-10-01", until: "2026-10-31" });
    expect(daysOf("Today", "2026-11-27")).toEqual({ unfit: "StartDate" });
    expect(daysOf("LastMonth", "2026-11-27", "2026-11-27")).toEqual({ unfit: "StartDate, EndDate" });
  });

  it("are refused where they are none", () => {
    for (const wrong of ["", "2026-02-30", "1969-12-31", "3000-01-01", "26-11-01", "-99999999days", "kemarin"])
      expect([wrong, daysOf("Records", wrong)]).toEqual([wrong, { unfit: "StartDate" }]);
    expect(daysOf("Records", "2026-11-01", "+99999days ")).toEqual({ unfit: "EndDate" });
    expect(daysOf("Records", "2026-11-02", "2026-11-01")).toEqual({ unfit: "StartDate, EndDate" });
  });
});

describe("records of a list of usage", () => {
  const day = fc
    .integer({ min: -900, max: 60 })
    .map((away) => Temporal.PlainDate.from(ground.today).add({ days: away }));

  it("tile the days of there being a call centre, newest first, each category once, whatever the size of pages", () => {
    const lists = fc.constantFrom<UsageList>("Daily", "Monthly", "Yearly");
    fc.assert(
      fc.property(lists, day, day, fc.integer({ min: 5, max: 1_000 }), (list, one, other, size) => {
        const [from = "", until = ""] = [one.toString(), other.toString()].toSorted();
        const asked = { ground, categories: USAGE_CATEGORIES };
        const all = usageSlots(list, { from, until }, { ...asked, after: undefined, limit: 9_999 }) ?? [];
        const paged = [];
        for (let after: string | undefined; ; after = paged.at(-1)?.id) {
          const page = usageSlots(list, { from, until }, { ...asked, after, limit: size }) ?? [];
          paged.push(...page);
          if (page.length < size) break;
        }
        expect(paged).toEqual(all);
        const oldest = all.filter(({ category }) => category === "sms").toReversed();
        expect(all.length).toBe(oldest.length * USAGE_CATEGORIES.length);
        const [, first = ""] = [from, ground.firstDay].toSorted();
        const [last = ""] = [until, ground.today].toSorted();
        expect([oldest[0]?.from, oldest.at(-1)?.until]).toEqual(first > last ? [undefined, undefined] : [first, last]);
        for (const [nth, slot] of oldest.slice(1).entries())
          expect(
            Temporal.PlainDate.from(oldest[nth]?.until ?? "")
              .add({ days: 1 })
              .toString(),
          ).toBe(slot.from);
      }),
      { numRuns: 25 },
    );
  });

  it("begin with months and years", () => {
    const days = { from: "2025-11-20", until: "2026-02-10" };
    const asked = { ground, categories: ["calls"] as const, after: undefined, limit: 99 };
    const spans = (list: UsageList) => usageSlots(list, days, asked)?.map(({ from, until }) => `${from} ${until}`);
    expect(spans("Monthly")).toEqual([
      "2026-02-01 2026-02-10",
      "2026-01-01 2026-01-31",
      "2025-12-01 2025-12-31",
      "2025-11-20 2025-11-30",
    ]);
    expect(spans("Yearly")).toEqual(["2026-01-01 2026-02-10", "2025-11-20 2025-12-31"]);
    expect(spans("Records")).toEqual(["2025-11-20 2026-02-10"]);
  });

  it("go on behind no place that is none", () => {
    const asked = { ground, categories: USAGE_CATEGORIES, limit: 9 };
    const days = { from: "2026-11-01", until: "2026-11-27" };
    for (const after of ["0190c2a4-7a3b-7c11-8f00-0123456789ab", "20261399-0000-0000-0000-000000000001"])
      expect(usageSlots("Daily", days, { ...asked, after })).toBeUndefined();
    const before = usageSlots("Daily", days, { ...asked, after: "20200101-0000-0000-0000-000000000001" });
    expect(before).toEqual([]);
  });
});
