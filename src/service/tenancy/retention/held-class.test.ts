import { expect, it } from "vitest";
import { daysRefusal } from "./held-class.ts";

it("takes days from the least to the most, both included, and those of the rule", () => {
  const bounds = { least: 7, most: 365 };
  expect([6, 7, 365, 366, null].map((days) => daysRefusal(days, bounds))).toEqual([
    ...["retention-too-short", null, null, "retention-too-long", null],
  ]);
});
