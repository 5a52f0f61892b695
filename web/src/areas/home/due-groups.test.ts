import { describe, expect, it } from "vitest";
import type { PromiseView } from "../../data/types.ts";
import { type DueCase, dueGroups } from "./due-groups.ts";

const TODAY = "2026-11-25";

function owed(id: string, promise: Partial<PromiseView>): DueCase {
  const view: PromiseView = {
    workingDays: 3,
    usedDays: 1,
    dueDate: TODAY,
    provisional: false,
    state: "running",
    holder: "ministry",
    startedAt: null,
    ...promise,
  };
  return { id, kind: "registration", label: id, company: "PT Contoh", promise: view };
}

const ids = (cases: readonly DueCase[]) => cases.map(({ id }) => id);

describe("what an officer sees first", () => {
  it("is late after its day, due on it, and neither before it", () => {
    const cases = [
      owed("yesterday", { dueDate: "2026-11-24" }),
      owed("today", {}),
      owed("tomorrow", { dueDate: "2026-11-26" }),
      owed("late", { state: "late", dueDate: "2026-11-20" }),
    ];
    const groups = dueGroups(cases, TODAY);
    expect([ids(groups.overdue), ids(groups.today), ids(groups.stuck)]).toEqual([["yesterday", "late"], ["today"], []]);
  });

  it("names a paused clock as standing still, and leaves out what waits for the applicant or is kept", () => {
    const cases = [
      owed("paused", { state: "paused" }),
      owed("returned", { state: "paused", holder: "applicant" }),
      owed("kept", { state: "kept", dueDate: "2026-11-20" }),
      { ...owed("without", {}), promise: null },
    ];
    const groups = dueGroups(cases, TODAY);
    expect([ids(groups.overdue), ids(groups.today), ids(groups.stuck)]).toEqual([[], [], ["paused"]]);
  });
});
