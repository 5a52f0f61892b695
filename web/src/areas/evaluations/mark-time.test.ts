import { describe, expect, it } from "vitest";
import { lengthText } from "../calls/call-words.ts";
import { readMarkTime } from "./mark-time.ts";

describe("a moment that is typed", () => {
  it("is read as it is shown, with colons or points", () => {
    for (const ms of [0, 5_000, 65_000, 3_729_000]) expect(readMarkTime(lengthText(ms))).toBe(ms);
    expect(readMarkTime(" 1.05 ")).toBe(65_000);
  });

  it("is none where seconds are missing or too many", () => {
    for (const text of ["", "1", "1:5", "1:75", "dua"]) expect(readMarkTime(text)).toBeNull();
  });
});
