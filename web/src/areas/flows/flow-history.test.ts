import { describe, expect, it } from "vitest";
import { beginHistory, change, type Edited, type FlowHistory, redo, UNDO_MAX, undo } from "./flow-history.ts";

const named = (name: string): Edited => ({ name, flow: { languages: ["id"], start: null, steps: [] } });
const names = ({ past, present, future }: FlowHistory) =>
  [past, [present], future].map((part) => part.map(({ name }) => name).join(" "));

describe("the history of a flow", () => {
  it("takes changes back one by one and does them again", () => {
    const made = ["b", "c"].reduce((history, name) => change(history, named(name)), beginHistory(named("a")));
    expect(names(undo(made))).toEqual(["a", "b", "c"]);
    expect(names(undo(undo(undo(made))))).toEqual(["", "a", "b c"]);
    expect(names(redo(undo(undo(made))))).toEqual(["a", "b", "c"]);
    expect(names(redo(made))).toEqual(["a b", "c", ""]);
  });

  it("counts typing in one field as one change, until something else is done", () => {
    const typed = ["x", "xy", "xyz"].reduce(
      (history, name) => change(history, named(name), "name"),
      beginHistory(named("a")),
    );
    expect(names(typed)).toEqual(["a", "xyz", ""]);
    expect(names(change(change(typed, named("q"), null), named("r"), "name"))).toEqual(["a xyz q", "r", ""]);
    expect(names(change(undo(typed), named("b"), "name"))).toEqual(["a", "b", ""]);
  });

  it("forgets the oldest beyond its limit, and what was undone once something else is done", () => {
    let history = beginHistory(named("0"));
    for (let nth = 1; nth <= UNDO_MAX + 5; nth += 1) history = change(history, named(String(nth)));
    expect(history.past).toHaveLength(UNDO_MAX);
    expect(history.past[0]?.name).toBe("5");
    expect(change(undo(history), named("new")).future).toEqual([]);
  });
});
