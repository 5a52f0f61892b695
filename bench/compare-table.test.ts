import { expect, it } from "vitest";
import { comparisonTable, failureLines } from "./compare-table.ts";

const round = (pdd: number, failed = 0) => ({
  pdd_p50_ms: pdd,
  pdd_p99_ms: pdd * 2,
  completed_per_s: 30,
  failed,
  retransmissions: 0,
});

it("shows the median with the least and the most of the rounds, in columns", () => {
  const table = comparisonTable([
    { server: "Sambung", rate: 30, rounds: [round(5), round(4), round(9)], reasons: {} },
    { server: "Other", rate: 30, rounds: [round(1), round(2), round(3, 7)], reasons: { "503": 7 } },
  ]);
  const [head = "", line, sambung = "", other = ""] = table.split("\n");
  expect(sambung).toMatch(/^30 +Sambung +5 \(4 to 9\) +10 \(8 to 18\) +30 \(30 to 30\) +0 \(0 to 0\) +0 \(0 to 0\)$/);
  expect(other).toMatch(/^30 +Other +2 \(1 to 3\) .* 0 \(0 to 7\) +0 \(0 to 0\)$/);
  expect(line).toMatch(/^[- ]+$/);
  for (const row of [sambung, other]) expect(row.indexOf(" (")).toBeGreaterThan(head.indexOf("PDD p50 ms"));
});

it("has no figure where no call rang, and names why calls failed", () => {
  const silent = { pdd_p50_ms: Number.NaN, failed: 3 };
  const steps = [{ server: "Other", rate: 5, rounds: [silent], reasons: { "404": 2, "not over: inviting": 1 } }];
  expect(comparisonTable(steps)).toContain("–");
  expect(failureLines(steps)).toEqual([
    "Failed at Other, 5 calls a second: 404 (2 times), not over: inviting (1 times)",
  ]);
});
