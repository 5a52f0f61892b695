import { describe, expect, it } from "vitest";
import { intervalStartMs } from "./interval.ts";

const at = (text: string) => Date.parse(text);

describe("the half hour of an instant", () => {
  it.each([
    ["Asia/Jakarta", "2026-11-26T10:29:59.999+07:00", "2026-11-26T10:00:00+07:00"],
    ["Asia/Jayapura", "2026-11-26T10:30:00+09:00", "2026-11-26T10:30:00+09:00"],
    ["Asia/Kathmandu", "2026-11-26T10:29:00+05:45", "2026-11-26T10:00:00+05:45"],
    ["Asia/Kathmandu", "2026-11-26T10:46:00+05:45", "2026-11-26T10:30:00+05:45"],
  ])("is that of the clocks in %s", (zone, instant, start) => {
    expect(intervalStartMs(at(instant), zone)).toBe(at(start));
  });
});
