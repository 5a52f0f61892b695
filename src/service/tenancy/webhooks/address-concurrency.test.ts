import { describe, expect, it } from "vitest";
import { openAddressPaces } from "./address-concurrency.ts";

const quick = { isHeard: true, tookMs: 100 };

describe("calls at once to an address", () => {
  it("are more where it answers quickly, and few where it is slow or nothing is known", () => {
    const paces = openAddressPaces();
    expect(paces.shareOf("a")).toBe(4);
    paces.tried("a", quick);
    paces.tried("b", { isHeard: true, tookMs: 251 });
    expect([paces.shareOf("a"), paces.shareOf("b")]).toEqual([16, 4]);
  });

  it("follow the mean of the last ones, not a single one, and end with one that nobody heard", () => {
    const paces = openAddressPaces();
    paces.tried("a", quick);
    paces.tried("a", { isHeard: true, tookMs: 800 });
    expect(paces.shareOf("a")).toBe(16);
    paces.tried("a", { isHeard: true, tookMs: 800 });
    expect(paces.shareOf("a")).toBe(4);
    for (let nth = 0; nth < 10; nth += 1) paces.tried("a", quick);
    expect(paces.shareOf("a")).toBe(16);
    paces.tried("a", { isHeard: false, tookMs: 5 });
    expect(paces.shareOf("a")).toBe(4);
  });

  it("remember no more addresses than they may, those that were called last", () => {
    const paces = openAddressPaces(2);
    for (const id of ["a", "b", "a", "c"]) paces.tried(id, quick);
    expect(["a", "b", "c"].map((id) => paces.shareOf(id))).toEqual([16, 4, 16]);
  });
});
