import { describe, expect, it } from "vitest";
import { priceBegins } from "./price.routes.ts";
import { buildPriceList, type Price, priceOf } from "./price.ts";

const ANY: Price = {
  id: "any",
  carrierId: null,
  prefix: "",
  category: null,
  validFromMs: 0,
  priceRupiah: 500,
  costRupiah: 400,
};
const asked = { carrierId: "a", recipient: "6281234567890", category: "otp", atMs: 1_000 } as const;
const idOf = (prices: readonly Price[], own: Partial<Parameters<typeof priceOf>[1]> = {}) =>
  priceOf(buildPriceList(prices), { ...asked, ...own })?.id;

describe("the price of a segment", () => {
  it("is that of the longest prefix, then of the carrier, then of the category", () => {
    const carrier = { ...ANY, id: "carrier", carrierId: "a" };
    const both = { ...carrier, id: "both", category: "otp" } as const;
    const category = { ...ANY, id: "category", category: "otp" } as const;
    const prefix = { ...ANY, id: "prefix", prefix: "62812" };
    const longer = { ...ANY, id: "longer", prefix: "6281234567890" };
    expect(idOf([ANY, carrier, both, category, prefix, longer])).toBe("longer");
    expect(idOf([ANY, carrier, both, category, prefix])).toBe("prefix");
    expect(idOf([ANY, carrier, both, category])).toBe("both");
    expect(idOf([ANY, carrier, category])).toBe("carrier");
    expect(idOf([ANY, category])).toBe("category");
    expect(idOf([ANY, both, category], { carrierId: "b", category: "promotional" })).toBe("any");
    expect(idOf([{ ...prefix, prefix: "62813" }, both], { carrierId: "b" })).toBeUndefined();
  });

  it("is the one in force when the message is accepted", () => {
    const later = { ...ANY, id: "later", validFromMs: 2_000 };
    const middle = { ...ANY, id: "middle", validFromMs: 1_000 };
    for (const prices of [
      [ANY, middle, later],
      [later, middle, ANY],
    ]) {
      expect([0, 999, 1_000, 1_999, 2_000].map((atMs) => idOf(prices, { atMs }))).toEqual([
        ...["any", "any", "middle", "middle", "later"],
      ]);
    }
    expect(idOf([later], { atMs: 1_999 })).toBeUndefined();
  });
});

describe("a price of a day", () => {
  it("begins at midnight of WIB, today's in two minutes, and none in the past", () => {
    const nowMs = Date.parse("2026-11-27T09:00:30+07:00");
    expect(priceBegins("2026-11-28", nowMs)).toBe(Date.parse("2026-11-28T00:00:00+07:00"));
    expect(priceBegins("2026-11-27", nowMs)).toBe(Date.parse("2026-11-27T09:02:00+07:00"));
    expect(priceBegins("2026-11-26", nowMs)).toBeUndefined();
    const lateMs = Date.parse("2026-11-27T23:59:40+07:00");
    expect(priceBegins("2026-11-28", lateMs)).toBe(Date.parse("2026-11-28T00:01:00+07:00"));
  });
});
