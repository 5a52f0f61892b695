import { describe, expect, it } from "vitest";
import { safeBack } from "./safe-back.ts";

describe("the way back after log-in", () => {
  it("returns to a path of this application", () => {
    expect(safeBack("/permohonan/1?part=check")).toBe("/permohonan/1?part=check");
  });

  it("never leads to another site", () => {
    for (const back of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]) {
      expect(safeBack(back)).toBe("/beranda");
    }
  });

  it("goes home when there is none", () => {
    expect(safeBack(undefined)).toBe("/beranda");
  });
});
