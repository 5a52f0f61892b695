import { describe, expect, it } from "vitest";
import type { PromiseReading } from "../promises/index.ts";
import { serviceFigures } from "./statistics.ts";

function reading(state: PromiseReading["state"], usedDays: number, workingDays = 6): PromiseReading {
  return {
    state,
    usedDays,
    workingDays,
    startedAt: "2026-11-02T01:00:00Z",
    dueDate: "2026-11-10",
    provisional: false,
    overdue: state === "late",
    pausedSpans: [],
    holder: "ministry",
    restarts: 0,
    restartsLeft: 3,
    endedAt: state === "running" || state === "paused" ? null : "2026-11-09T01:00:00Z",
    earlierRuns: [],
  };
}

describe("the public figures of a kind of case", () => {
  it("say nothing where nothing has ended", () => {
    expect(serviceFigures("number-new", [reading("running", 2), reading("stopped", 1)])).toEqual({
      kind: "number-new",
      ended: 0,
      medianDays: null,
      keptPercent: null,
      promisedDays: null,
    });
  });

  it("take the middle case of an odd number and between the middle two of an even one", () => {
    const odd = [reading("kept", 9), reading("kept", 1), reading("kept", 4)];
    expect(serviceFigures("number-new", odd).medianDays).toBe(4);
    expect(serviceFigures("number-new", [...odd, reading("kept", 5)]).medianDays).toBe(4.5);
  });

  it("round the share within the promise down, so that one late case in two hundred is not hidden", () => {
    const cases = [...Array.from({ length: 199 }, () => reading("kept", 3)), reading("late", 8)];
    expect(serviceFigures("number-new", cases)).toMatchObject({ ended: 200, keptPercent: 99 });
  });

  it("leave out cases that run late but have not ended", () => {
    const open = { ...reading("late", 9), endedAt: null };
    expect(serviceFigures("number-new", [reading("kept", 3), open])).toMatchObject({ ended: 1, keptPercent: 100 });
  });

  it("name the least and the most days promised", () => {
    const cases = [reading("kept", 1, 2), reading("kept", 3, 6)];
    expect(serviceFigures("number-new", cases).promisedDays).toEqual([2, 6]);
  });
});
