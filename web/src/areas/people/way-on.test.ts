import { describe, expect, it } from "vitest";
import { wayOn } from "./way-on.ts";

describe("the way on after log-in", () => {
  it("leads to the second factor first, and keeps where one wanted to go", () => {
    expect(wayOn("to-give", "/permohonan/1?part=check")).toBe("/faktor-kedua?back=%2Fpermohonan%2F1%3Fpart%3Dcheck");
    expect(wayOn("to-enrol", "/orang")).toBe("/faktor-kedua/daftar?back=%2Forang");
    expect(wayOn("to-enrol", undefined)).toBe("/faktor-kedua/daftar");
  });

  it("leads there at once when no second factor stands in the way", () => {
    expect([wayOn("given", "/tugas"), wayOn("not-needed", undefined)]).toEqual(["/tugas", "/beranda"]);
  });

  it("never leads to another site", () => {
    expect(wayOn("given", "//evil.example")).toBe("/beranda");
  });
});
