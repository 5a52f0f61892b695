import { describe, expect, it } from "vitest";
import { openExpiringCounts } from "./expiring-counts.ts";

describe("expiring counts", () => {
  it("end a window after the first count of their key", () => {
    const counts = openExpiringCounts({ windowMs: 100, keysMax: 10 });
    counts.add("a", 0);
    counts.add("a", 99);
    expect(counts.countOf("a", 99)).toBe(2);
    expect(counts.countOf("a", 100)).toBe(0);
    counts.add("a", 100);
    expect(counts.countOf("a", 199)).toBe(1);
  });

  it("are taken back one by one, and never below none", () => {
    const counts = openExpiringCounts({ windowMs: 100, keysMax: 10 });
    counts.add("a", 0);
    counts.subtract("a");
    counts.subtract("a");
    counts.add("a", 1);
    expect(counts.countOf("a", 1)).toBe(1);
  });

  it("drop the oldest key of too many, and keep the newest", () => {
    const counts = openExpiringCounts({ windowMs: 100, keysMax: 3 });
    for (const key of ["a", "b", "c", "d"]) counts.add(key, 0);
    expect(counts.size).toBe(3);
    expect(counts.countOf("a", 0)).toBe(0);
    expect(counts.countOf("d", 0)).toBe(1);
  });

  it("forget expired keys as new ones come", () => {
    const counts = openExpiringCounts({ windowMs: 100, keysMax: 1_000 });
    for (let nth = 0; nth < 100; nth += 1) counts.add(`early ${nth}`, 0);
    for (let nth = 0; nth < 100; nth += 1) counts.add(`late ${nth}`, 100);
    expect(counts.size).toBe(100);
  });
});
