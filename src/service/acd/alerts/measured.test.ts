import { describe, expect, it } from "vitest";
import { addCounts } from "../reports/index.ts";
import type { AcdMetrics } from "../wallboards/index.ts";
import { ruleFault } from "./alert-rule.shared.ts";
import { measured } from "./measured.ts";

const NOW = 1_000_000;
const queue = (id: string, waiting: number, longestSinceMs: number | null) => ({
  id,
  name: id,
  isOpen: true,
  waiting,
  talking: 0,
  longestSinceMs,
});
const agent = (id: string, state: string, queueIds: readonly string[]) => ({
  id,
  name: id,
  state,
  sinceMs: 0,
  queueIds,
});
const day = (queueId: string, counts: Parameters<typeof addCounts>[0] extends Iterable<infer One> ? One : never) => ({
  queueId,
  counts: addCounts([counts]),
});

const FIGURES: AcdMetrics = {
  sequence: 7,
  atMs: NOW,
  timeZone: "Asia/Jakarta",
  calls: 9,
  queues: [queue("a", 3, NOW - 61_999), queue("b", 2, NOW - 30_000), queue("c", 0, null)],
  agents: [agent("x", "available", ["a", "b"]), agent("y", "available", ["b"]), agent("z", "paused", ["a"])],
  today: [
    day("a", { answered: 8, answeredWithin: 7, abandoned: 2 }),
    day("b", { answered: 10, answeredWithin: 2, abandoned: 0 }),
  ],
};

const of = (measure: Parameters<typeof measured>[1]["measure"], queueIds: readonly string[] = [], leastContacts = 1) =>
  measured(FIGURES, { measure, queueIds, leastContacts }, { channelsMax: 30, smsLeftRupiah: 250_000 });

describe("what an alert measures", () => {
  it("is of the whole call centre, or of some of its queues together", () => {
    expect([of("waiting"), of("waiting", ["a"]), of("waiting", ["a", "b"])]).toEqual([5, 3, 5]);
    expect([of("longest-wait"), of("longest-wait", ["b", "c"]), of("longest-wait", ["c"])]).toEqual([61, 30, 0]);
    expect([of("ready"), of("ready", ["a"]), of("on-shift", ["a"]), of("on-shift")]).toEqual([2, 1, 2, 3]);
  });

  it("has shares as boards show them, of enough contacts only", () => {
    expect([of("level-today"), of("level-today", ["a"]), of("abandoned-today", ["a"])]).toEqual([45, 70, 20]);
    expect([of("level-today", ["a"], 10), of("level-today", ["a"], 11), of("abandoned-today", ["c"])]).toEqual([
      70,
      null,
      null,
    ]);
  });

  it("holds calls in progress against the channels of the lines, and nothing against no line", () => {
    expect(of("calls-share")).toBe(30);
    expect(
      measured(
        FIGURES,
        { measure: "calls-share", queueIds: [], leastContacts: 1 },
        { channelsMax: 0, smsLeftRupiah: null },
      ),
    ).toBeNull();
  });

  it("knows what is left for short messages, and nothing where nothing limits them", () => {
    const left = (smsLeftRupiah: number | null) =>
      measured(FIGURES, { measure: "sms-left", queueIds: [], leastContacts: 1 }, { channelsMax: 30, smsLeftRupiah });
    expect([of("sms-left"), left(0), left(null), left(900_000_000_000)]).toEqual([250_000, 0, null, 2_000_000_000]);
  });

  it("is nothing once its queues have ended", () => {
    expect([of("waiting", ["gone"]), of("ready", ["gone"]), of("waiting", ["gone", "b"])]).toEqual([null, null, 2]);
  });
});

describe("a rule", () => {
  const RULE = { measure: "waiting", queueIds: [], comparison: "at-least", raiseAt: 10, clearAt: 5 } as const;

  it("clears on the other side of where it is raised, and stays within what can be", () => {
    expect(ruleFault(RULE)).toBeNull();
    expect(ruleFault({ ...RULE, clearAt: 10 })).toBe("alert-clear-wrong");
    expect(ruleFault({ ...RULE, comparison: "at-most" })).toBe("alert-clear-wrong");
    expect(ruleFault({ ...RULE, comparison: "at-most", clearAt: 11 })).toBeNull();
    expect(ruleFault({ ...RULE, raiseAt: 10_001 })).toBe("alert-figure-wrong");
    expect(ruleFault({ ...RULE, measure: "level-today", raiseAt: 101 })).toBe("alert-figure-wrong");
    expect(ruleFault({ ...RULE, measure: "calls-share", queueIds: ["a"] })).toBe("alert-queues-unfit");
  });
});
