import { describe, expect, it } from "vitest";
import type { QueueEventBody } from "../queues/index.ts";
import { addCounts, openContactCount } from "./queue-figures.ts";

const AT_MS = Date.parse("2026-11-26T10:00:00+07:00");
const ASKED = { zone: "Asia/Jakarta", withinMs: 20_000, shortMs: 5_000 };
const HALF_HOUR = { fromMs: AT_MS, untilMs: AT_MS + 1_800_000 };

const contactId = "c";
const entered = (queueId: string): QueueEventBody => ({
  kind: "contact.entered",
  contactId,
  queueId,
  contactKind: "call",
  joinedAtMs: 0,
  priority: 0,
  position: 1,
  toldMs: null,
});
const answered = (queueId: string): QueueEventBody => ({
  kind: "contact.answered",
  contactId,
  queueId,
  agentId: "a",
  waitedMs: 20_001,
  toldMs: null,
});
const closed = (queueId: string, outcome: "answered" | "overflowed"): QueueEventBody => ({
  kind: "contact.closed",
  contactId,
  queueId,
  outcome,
  waitedMs: 20_001,
  talkMs: 1_000,
  holdMs: 0,
});
const moved: QueueEventBody = {
  kind: "contact.moved",
  contactId,
  queueId: "first",
  toQueueId: "second",
  reason: "too-long",
  waitedMs: 1_000,
};
const agent = (state: "wrap-up" | "available" | "paused"): QueueEventBody => ({
  kind: "agent.changed",
  agentId: "a",
  state,
  reason: null,
  contactId: state === "wrap-up" ? contactId : null,
});

/** Counts events that occur a second apart from an instant on. */
function counted(bodies: readonly QueueEventBody[], fromMs = AT_MS) {
  const count = openContactCount(ASKED, HALF_HOUR);
  const settled = bodies.map((body, nth) => {
    count.take({ wallMs: fromMs + nth * 1_000, steadyMs: nth * 1_000, body });
    return count.isSettled();
  });
  return { intervals: count.intervals(), settled };
}

describe("a callback that an agent planned", () => {
  const planned: QueueEventBody = { kind: "contact.planned", contactId, queueId: "first", agentId: "a" };

  it("is no caller: neither offered nor answered, also where it goes on to another queue, and nothing waits for its end", () => {
    const story = [planned, answered("first"), closed("first", "answered"), agent("wrap-up"), agent("available")];
    expect(counted(story)).toEqual({ intervals: [], settled: [true, true, true, true, true] });
    expect(counted([planned, moved, entered("second"), answered("second")]).intervals).toEqual([]);
    // Later callers are counted as before.
    expect(counted([...story, entered("first")]).intervals).toHaveLength(1);
  });
});

describe("somebody who wrote", () => {
  it("is counted apart, from when he wrote on, and no figure of callers changes by him", () => {
    const wrote = { ...entered("first"), contactKind: "message", joinedAtMs: -9_000 } as QueueEventBody;
    const story = [wrote, answered("first"), closed("first", "answered"), agent("wrap-up"), agent("available")];
    const { intervals, settled } = counted(story);
    const [only] = intervals;
    expect(only?.counts).toEqual(addCounts([{ messages: 1, messagesAnswered: 1, messageWaitMs: 9_000 + 20_001 }]));
    expect(settled.at(-1)).toBe(true);
    const callers = counted([entered("first"), answered("first"), closed("first", "answered")]).intervals[0]?.counts;
    expect(callers?.messages).toBe(0);
  });
});

describe("a contact that is counted", () => {
  it("is over when its agent has wrapped it up, or does something else at once", () => {
    const story = [entered("first"), answered("first"), closed("first", "answered")];
    expect(counted([...story, agent("wrap-up"), agent("available")]).settled).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(counted([...story, agent("paused")]).settled).toEqual([false, false, false, true]);
    expect(counted([entered("first"), closed("first", "overflowed")]).settled).toEqual([false, true]);
  });

  it("is a contact of both queues when it overflows, and of the second no more when it enters it after the range", () => {
    const story = [entered("first"), moved, entered("second"), answered("second"), closed("second", "answered")];
    const whole = counted(story).intervals;
    expect(whole.map(({ queueId, counts }) => [queueId, counts.offered, counts.overflowed, counts.answered])).toEqual([
      ["first", 1, 1, 0],
      ["second", 1, 0, 1],
    ]);
    const late = counted(story, HALF_HOUR.untilMs - 1_500);
    expect(late.intervals.map(({ queueId, counts }) => [queueId, counts.offered, counts.answered])).toEqual([
      ["first", 1, 0],
    ]);
    expect(late.settled).toEqual([false, true, true, true, true]);
  });

  it("counts what is known of the queue that is looked at alone: a move ends it there", () => {
    const { intervals, settled } = counted([entered("first"), moved]);
    expect(intervals.map(({ counts }) => counts.overflowed)).toEqual([1]);
    expect(settled).toEqual([false, true]);
  });

  it("is answered in time at 20 s and not a millisecond later", () => {
    const [interval] = counted([entered("first"), answered("first")]).intervals;
    expect(interval?.counts).toMatchObject({ answered: 1, answeredWithin: 0, longestWaitMs: 20_001 });
  });

  it("belongs to no half hour when it entered before the range began", () => {
    expect(counted([entered("first"), answered("first")], AT_MS - 1).intervals).toEqual([]);
  });
});
