import { expect, it } from "vitest";
import { smsReportQuery } from "./contract.ts";

it("a report of days that are no dates is refused, and so is one whose days are in the wrong order", () => {
  const isAccepted = (from: string, until: string) => smsReportQuery.safeParse({ from, until }).success;
  expect(isAccepted("2026-11-30", "bukan tanggal")).toBe(false);
  expect(isAccepted("1e21", "2026-11-30")).toBe(false);
  expect(isAccepted("2026-12-01", "2026-11-30")).toBe(false);
  expect(isAccepted("2026-11-30", "2026-12-01")).toBe(true);
});
