import { describe, expect, it } from "vitest";
import { restAfter } from "./watches.ts";

describe("the rest after a look", () => {
  it("is as long as the look, so that looking takes half of the time at the most while looks are short", () => {
    expect(restAfter(80)).toBe(80);
    expect(restAfter(120)).toBe(120);
  });

  it("is never so short that each of many news is looked at, nor so long that a screen lags", () => {
    expect(restAfter(1)).toBe(50);
    expect(restAfter(60_000)).toBe(200);
  });
});
