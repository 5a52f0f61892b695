import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { calendarsInForce, openRulebook, readWorkingCalendar, rulesetVersion } from "../../regulation/index.ts";
import {
  addWorkingDays,
  foldPromise,
  isWorkingDay,
  type PromiseEvent,
  readPromise,
  workingDaysBetween,
} from "./index.ts";

/*
 * The oracle: days are integers, 0 is Thursday 1 January 2026; holidays are copied by hand from the decree, as
 * month * 100 + day; time is minutes since midnight in Jakarta on day 0. It iterates day by day and shares no code with the
 * clock under test.
 */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const typedOffDays = [
  101, 116, 216, 217, 318, 319, 320, 321, 322, 323, 324, 403, 405, 501, 514, 515, 527, 528, 531, 601, 616, 817, 825,
  1224, 1225,
];
const dayMinutes = 1440;
const cutOffMinute = 900;
const dayZeroMs = 1_767_200_400_000; // 2025-12-31T17:00Z

function monthAndDay(dayOfYear: number): number {
  let rest = dayOfYear;
  let month = 0;
  while (rest >= (monthDays[month] ?? 31)) {
    rest -= monthDays[month] ?? 31;
    month += 1;
  }
  return (month + 1) * 100 + rest + 1;
}

function dayText(day: number): string {
  const year = 2026 + Math.trunc(day / 365);
  const key = monthAndDay(day % 365);
  return `${year}-${String(Math.trunc(key / 100)).padStart(2, "0")}-${String(key % 100).padStart(2, "0")}`;
}

/** Day 0 is a Thursday, so days 2 and 3 of each seven are Saturday and Sunday. */
const openDays = Array.from({ length: 3 * 365 }, (_, day) => {
  if (day % 7 === 2 || day % 7 === 3) return false;
  return day >= 365 || !typedOffDays.includes(monthAndDay(day));
});

function landingDay(minute: number): number {
  let day = Math.trunc(minute / dayMinutes);
  if (minute % dayMinutes > cutOffMinute) day += 1;
  while (openDays[day] === false) day += 1;
  return day;
}

interface Told {
  readonly dueDate: string;
  readonly usedDays: number;
  readonly overdue: boolean;
  readonly provisional: boolean;
}

/** Minutes of the receipt, of each pause and its end (null: still open), and of the computation. */
interface Story {
  readonly days: number;
  readonly start: number;
  readonly pauses: readonly (readonly [number, number | null])[];
  readonly now: number;
}

/** Iterates from the receipt: an open day gets the next number unless it lies after a pause's day, up to its end's day. */
function oracle(story: Story): Told {
  const stillDays = new Set<number>();
  for (const [from, to] of story.pauses) {
    for (let day = landingDay(from) + 1; day <= landingDay(to ?? story.now); day += 1) stillDays.add(day);
  }
  const today = Math.trunc(story.now / dayMinutes);
  const receipt = landingDay(story.start);
  let number = 0;
  let due = receipt;
  let used = 0;
  for (let day = receipt; number <= story.days; day += 1) {
    if (openDays[day] !== true) continue;
    if (day > receipt && !stillDays.has(day)) number += 1;
    if (number <= story.days) due = day;
  }
  for (let day = receipt + 1; day <= today; day += 1) if (openDays[day] === true && !stillDays.has(day)) used += 1;
  return { dueDate: dayText(due), usedDays: used, overdue: today > due, provisional: due >= 365 };
}

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const calendar = readWorkingCalendar(opened.value, calendarsInForce("2026-11-25"));
const jakarta = { zone: "Asia/Jakarta", cutOff: "15:00", dayOneAfter: 1, restartsMax: 3 };

function msOf(minute: number): number {
  return dayZeroMs + minute * 60_000;
}

function eventsOf(story: Story): readonly PromiseEvent[] {
  const pauses = story.pauses.flatMap(([from, to]): readonly PromiseEvent[] => [
    { type: "paused", atMs: msOf(from) },
    ...(to === null ? [] : [{ type: "resumed" as const, atMs: msOf(to) }]),
  ]);
  return [{ type: "started", atMs: msOf(story.start) }, ...pauses];
}

function clock(story: Story): Told {
  const terms = { ...jakarta, workingDays: story.days };
  const history = foldPromise(eventsOf(story), terms);
  if (!history.ok) throw new Error(history.refusal.code);
  const reading = readPromise(history.value, { terms, calendar, nowMs: msOf(story.now) });
  const { dueDate, usedDays, overdue, provisional } = reading;
  return { dueDate, usedDays, overdue, provisional };
}

const workingDays2026 = openDays.flatMap((open, day) => (open && day < 365 ? [day] : []));

describe("the working days of 2026", () => {
  it("are 240: 261 weekdays less the 21 days off that fall on one", () => {
    expect(workingDays2026).toHaveLength(240);
    const dates = Array.from({ length: 365 }, (_, day) => Temporal.PlainDate.from("2026-01-01").add({ days: day }));
    const open = dates.filter((date) => isWorkingDay(date, calendar));
    expect(open.map(String)).toEqual(workingDays2026.map(dayText));
    const year = { after: Temporal.PlainDate.from("2025-12-31"), through: Temporal.PlainDate.from("2026-12-31") };
    expect(workingDaysBetween(year, calendar)).toBe(240);
  });

  it("are counted and added alike, and nothing lies between a day and an earlier one", () => {
    const first = Temporal.PlainDate.from("2026-01-02");
    workingDays2026.forEach((day, index) => {
      const reached = addWorkingDays(first, index, calendar);
      expect(reached.toString()).toBe(dayText(day));
      expect(workingDaysBetween({ after: first, through: reached }, calendar)).toBe(index);
      expect(workingDaysBetween({ after: reached, through: first }, calendar)).toBe(0);
    });
  });
});

describe("the promise clock beside the oracle", () => {
  it.each([1, 3, 6, 10])("gives the same due date for every working day of 2026 and %i days", (days) => {
    const told = workingDays2026.flatMap((day) =>
      [600, 900, 901].map((minute) => {
        const start = day * dayMinutes + minute;
        const story = { days, start, pauses: [], now: start };
        const answer = clock(story);
        expect(answer, `${dayText(day)} minute ${minute}`).toEqual(oracle(story));
        return { minute, provisional: answer.provisional };
      }),
    );
    expect(told).toHaveLength(720);
    // Of submissions received in time, those of the last `days` working days are due in 2027; after the cut-off, one more.
    expect(told.filter(({ minute, provisional }) => minute === 600 && provisional)).toHaveLength(days);
    expect(told.filter(({ minute, provisional }) => minute === 901 && provisional)).toHaveLength(days + 1);
  });

  it("agrees on 10,000 random histories of pauses", () => {
    const gap = fc.oneof(fc.nat({ max: 90 }), fc.nat({ max: 3 * dayMinutes }), fc.nat({ max: 15 * dayMinutes }));
    const stories = fc
      .record({
        days: fc.integer({ min: 1, max: 12 }),
        start: fc.nat({ max: 365 * dayMinutes - 1 }),
        gaps: fc.array(gap, { maxLength: 9 }),
        wait: gap,
      })
      .map(({ days, start, gaps, wait }): Story => {
        const marks = gaps.reduce<number[]>((times, step) => times.concat((times.at(-1) ?? start) + step), []);
        const pauses = marks.flatMap((from, index): (readonly [number, number | null])[] =>
          index % 2 === 0 ? [[from, marks[index + 1] ?? null]] : [],
        );
        return { days, start, pauses, now: (marks.at(-1) ?? start) + wait };
      });
    const seen = { open: 0, overdue: 0, provisional: 0 };
    fc.assert(
      fc.property(stories, (story) => {
        const expected = oracle(story);
        expect(clock(story)).toEqual(expected);
        seen.open += story.pauses.at(-1)?.[1] === null ? 1 : 0;
        seen.overdue += expected.overdue ? 1 : 0;
        seen.provisional += expected.provisional ? 1 : 0;
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(seen.open, seen.overdue, seen.provisional), JSON.stringify(seen)).toBeGreaterThan(500);
  });

  it("never gives a later receipt an earlier due date", () => {
    const minute = fc.nat({ max: 400 * dayMinutes });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 1, max: 10 }), (left, right, days) => {
        const [earlier, later] = [Math.min(left, right), Math.max(left, right)];
        const due = (start: number) => clock({ days, start, pauses: [], now: start }).dueDate;
        expect(due(earlier) <= due(later)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
