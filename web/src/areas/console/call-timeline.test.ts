import { describe, expect, it } from "vitest";
import { type TimelineParts, timelineLines } from "./call-timeline.ts";

const at = (second: number) => ({ at: new Date(second * 1_000).toISOString() });
const NOTHING: TimelineParts = { order: null, requests: [], exchanges: [], events: [], messages: [], media: [] };

describe("the time line of a call", () => {
  it("puts what was asked before what came of it, and keeps the order of its like", () => {
    const order = { createdAt: at(1).at, begunAt: at(2).at, doneAt: at(9).at, state: "begun" };
    const parts = {
      order,
      requests: [at(1)],
      messages: [at(2)],
      events: [at(2), at(2), at(5)],
      exchanges: [at(4)],
      media: [at(2), at(5)],
    };
    const lines = timelineLines(parts, new Set()).map(({ kind, index }) => `${kind} ${index}`);
    expect(lines).toEqual([
      ...["request 0", "order 0", "order 1", "sip 0", "media 0", "event 0", "event 1", "hook 0", "media 1", "event 2"],
    ]);
    expect(timelineLines(parts, new Set(["sip", "event", "media"])).map(({ kind }) => kind)).toEqual([
      ...["request", "order", "order", "hook"],
    ]);
  });

  it("ends with why no call came of an order", () => {
    const order = { createdAt: at(1).at, begunAt: null, doneAt: at(3).at, state: "refused" };
    expect(timelineLines({ ...NOTHING, order }, new Set()).map(({ state }) => state)).toEqual(["ordered", "refused"]);
  });
});
