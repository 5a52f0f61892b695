import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  calendarsInForce,
  officeDate,
  openRulebook,
  readWorkingCalendar,
  rulesetVersion,
} from "../../regulation/index.ts";
import { foldPromise, type PromiseEvent, readPromise } from "./index.ts";
import { dayOfLevel, levelsReached, nextLevelDay, repairRound } from "./promise-levels.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const calendar = readWorkingCalendar(opened.value, calendarsInForce("2026-11-25"));
const LEVELS = [50, 80, 100];
const DAY_MS = 86_400_000;
const START_MS = Date.parse("2026-03-02T10:00:00+07:00");
const jakarta = { zone: "Asia/Jakarta", cutOff: "15:00", dayOneAfter: 1, restartsMax: 3 };

function readingAt(events: readonly PromiseEvent[], workingDays: number, nowMs: number) {
  const terms = { ...jakarta, workingDays };
  const history = foldPromise(
    events.filter(({ atMs }) => atMs <= nowMs),
    terms,
  );
  if (!history.ok) throw new Error(history.refusal.code);
  return readPromise(history.value, { terms, calendar, nowMs });
}

describe("the working day of a level", () => {
  it.each([
    [6, [3, 5, 6]],
    [2, [1, 2, 2]],
    [10, [5, 8, 10]],
    [1, [1, 1, 1]],
  ])("of %i promised days is its share, rounded up", (days, expected) => {
    expect(LEVELS.map((level) => dayOfLevel(level, days))).toEqual(expected);
  });
});

describe("levels", () => {
  it("are reached on the morning of their day: six days from Monday 2 March", () => {
    const events: readonly PromiseEvent[] = [{ type: "started", atMs: START_MS }];
    const reachedOn = (day: string) => levelsReached(readingAt(events, 6, Date.parse(`${day}T00:00:00+07:00`)), LEVELS);
    expect(reachedOn("2026-03-04")).toEqual([]);
    expect(reachedOn("2026-03-05")).toEqual([50]);
    expect(reachedOn("2026-03-09")).toEqual([50, 80]);
    expect(reachedOn("2026-03-10")).toEqual([50, 80, 100]);
    expect(reachedOn("2026-03-12")).toEqual([50, 80, 100]);
  });

  it("are not reached while the applicant has the ball, nor after the end, be it late", () => {
    const paused: readonly PromiseEvent[] = [
      { type: "started", atMs: START_MS },
      { type: "paused", atMs: START_MS + 20 * DAY_MS },
    ];
    expect(levelsReached(readingAt(paused, 6, START_MS + 21 * DAY_MS), LEVELS)).toEqual([]);
    const ended = [...paused, { type: "withdrawn" as const, atMs: START_MS + 22 * DAY_MS }];
    expect(levelsReached(readingAt(ended, 6, START_MS + 23 * DAY_MS), LEVELS)).toEqual([]);
  });
});

/** A history of gaps in hours; odd events pause, even ones resume or, sometimes, bring a correction. */
const stories = fc
  .record({
    days: fc.integer({ min: 1, max: 12 }),
    gaps: fc.array(fc.record({ hours: fc.integer({ min: 1, max: 200 }), restart: fc.boolean() }), { maxLength: 8 }),
  })
  .map(({ days, gaps }) => {
    let atMs = START_MS;
    let restarts = 0;
    const events: PromiseEvent[] = [{ type: "started", atMs }];
    gaps.forEach(({ hours, restart }, nth) => {
      atMs += hours * 3_600_000;
      const restarting = restart && restarts < jakarta.restartsMax;
      if (nth % 2 === 0) events.push({ type: "paused", atMs });
      else events.push({ type: restarting ? "restarted" : "resumed", atMs });
      if (nth % 2 === 1 && restarting) restarts += 1;
    });
    return { days, events, untilMs: atMs + 30 * DAY_MS };
  });

/** Computes the levels like the sweep: at every event, and on the day named by the last computation. */
function sweeps(
  story: { readonly days: number; readonly events: readonly PromiseEvent[]; readonly untilMs: number },
  isDaily: boolean,
) {
  const told: string[] = [];
  const seen = new Set<string>();
  let nextOn: string | null = null;
  const mornings = Math.ceil((story.untilMs - START_MS) / DAY_MS);
  const looks = [
    ...story.events.map(({ atMs }) => ({ atMs, isEvent: true })),
    ...Array.from({ length: mornings }, (_, nth) => ({
      atMs: START_MS + (nth + 1) * DAY_MS - 9 * 3_600_000,
      isEvent: false,
    })),
  ].toSorted((left, right) => left.atMs - right.atMs);
  for (const { atMs, isEvent } of looks) {
    const today = officeDate(atMs);
    if (!isEvent && !isDaily && (nextOn === null || nextOn > today)) continue;
    const reading = readingAt(story.events, story.days, atMs);
    nextOn = nextLevelDay(reading, LEVELS, { today, calendar });
    for (const level of levelsReached(reading, LEVELS)) {
      const key = `${reading.restarts} ${level}`;
      if (!seen.has(key)) told.push(`${today} ${key}`);
      seen.add(key);
    }
  }
  return told;
}

describe("whatever pauses, resumes and corrections a promise sees", () => {
  it("each level of each counting is reached once, in order, and looking only on the named days misses none", () => {
    let many = 0;
    fc.assert(
      fc.property(stories, (story) => {
        const told = sweeps(story, false);
        expect(told).toEqual(sweeps(story, true));
        const keys = told.map((line) => line.split(" ").slice(1).join(" "));
        expect(new Set(keys).size).toBe(keys.length);
        for (const run of [0, 1, 2, 3]) {
          const levels = keys.filter((key) => key.startsWith(`${run} `)).map((key) => Number(key.split(" ")[1]));
          expect(levels).toEqual(levels.toSorted((left, right) => left - right));
        }
        many += told.length > 2 ? 1 : 0;
      }),
      { numRuns: 120 },
    );
    expect(many).toBeGreaterThan(40);
  });

  it("the last counting reaches every level when the ministry keeps the ball long enough", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const last = readingAt(story.events, story.days, story.untilMs);
        fc.pre(last.holder === "ministry");
        const told = sweeps(story, false).filter((line) => line.includes(` ${last.restarts} `));
        expect(told.map((line) => Number(line.split(" ")[2]))).toEqual(LEVELS);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a correction round", () => {
  const rules = { workingDays: 10, levels: [80] };
  const count = { terms: jakarta, calendar };

  it("ends on the tenth working day after the return, and reminds on the eighth", () => {
    const round = repairRound(Date.parse("2026-11-02T10:00:00+07:00"), rules, count);
    expect(round).toEqual({ remindOn: [{ level: 80, day: "2026-11-12" }], until: "2026-11-16" });
  });

  it("returned after the cut-off begins a day later; days off do not count", () => {
    const late = repairRound(Date.parse("2026-11-02T15:00:01+07:00"), rules, count);
    expect(late.until).toBe("2026-11-17");
    const overLeave = repairRound(Date.parse("2026-12-18T10:00:00+07:00"), { workingDays: 5, levels: [] }, count);
    expect(overLeave.until).toBe(Temporal.PlainDate.from("2026-12-29").toString());
  });
});
