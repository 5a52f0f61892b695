import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { dateInWords } from "./local-date.ts";
import { timeInWords } from "./time-of-day.shared.ts";

it("writes a date as its readers do", () => {
  expect(dateInWords("2026-12-01", "id")).toBe("Selasa, 1 Desember 2026");
  expect(dateInWords("2026-12-01", "en")).toBe("Tuesday, 1 December 2026");
  expect([timeInWords("09:05", "id"), timeInWords("09:05", "en")]).toEqual(["09.05", "09:05"]);
});

it("agrees with Temporal on every day of a leap year", () => {
  const format = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const first = Temporal.PlainDate.from("2028-01-01");
  for (let day = first; day.year === first.year; day = day.add({ days: 1 }))
    expect([dateInWords(day.toString(), "id"), dateInWords(day.toString(), "en")]).toEqual([
      day.toLocaleString("id-ID", format),
      day.toLocaleString("en-GB", format),
    ]);
});
