import { describe, expect, it } from "vitest";
import {
  calendarsInForce,
  openRulebook,
  type PromiseTerms,
  readPromiseTerms,
  readWorkingCalendar,
  rulesetVersion,
} from "../../regulation/index.ts";
import {
  addPromiseEvent,
  foldPromise,
  PROMISE_EVENTS_MAX,
  type PromiseEvent,
  type PromiseEventType,
  type PromiseReading,
  readPromise,
} from "./index.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const book = opened.value;
const shippedTerms = readPromiseTerms(book, { act: "number-new", isOperator: true });
const calendar = readWorkingCalendar(book, calendarsInForce("2026-11-25"));

/** An instant from Jakarta local time, e.g. "2026-11-25 10:00". */
function at(wallTime: string): number {
  return Date.parse(`${wallTime.replace(" ", "T")}+07:00`);
}

function event(type: PromiseEventType, wallTime: string): PromiseEvent {
  return { type, atMs: at(wallTime) };
}

function read(
  events: readonly PromiseEvent[],
  options: { readonly days?: number; readonly now?: string; readonly terms?: Partial<PromiseTerms> } = {},
): PromiseReading {
  const terms = { ...shippedTerms, workingDays: options.days ?? 6, ...options.terms };
  const history = foldPromise(events, terms);
  if (!history.ok) throw new Error(history.refusal.code);
  const nowMs = options.now === undefined ? history.value.lastMs : at(options.now);
  return readPromise(history.value, { terms, calendar, nowMs });
}

function refusalOf(events: readonly PromiseEvent[], restartsMax = 3): unknown {
  const history = foldPromise(events, { restartsMax });
  return history.ok ? null : history.refusal;
}

// November 2026: Monday 23, Tuesday 24, Wednesday 25, Thursday 26, Friday 27, Saturday 28, Sunday 29, Monday 30.
describe("receipt of a complete file", () => {
  it("makes the next working day day one", () => {
    expect(read([event("started", "2026-11-25 10:00")], { days: 1 }).dueDate).toBe("2026-11-26");
    expect(read([event("started", "2026-11-27 10:00")], { days: 1 }).dueDate).toBe("2026-11-30");
  });

  it("is in time at 15:00 sharp, and counts as the next working day's a millisecond later", () => {
    const sharp = at("2026-11-25 15:00");
    expect(read([{ type: "started", atMs: sharp }], { days: 1 }).dueDate).toBe("2026-11-26");
    expect(read([{ type: "started", atMs: sharp + 1 }], { days: 1 }).dueDate).toBe("2026-11-27");
  });

  it("on a Saturday is due no earlier than on the Friday evening before it", () => {
    expect(read([event("started", "2026-11-27 18:00")], { days: 1 }).dueDate).toBe("2026-12-01");
    expect(read([event("started", "2026-11-28 09:00")], { days: 1 }).dueDate).toBe("2026-12-01");
    expect(read([event("started", "2026-11-30 15:00")], { days: 1 }).dueDate).toBe("2026-12-01");
  });

  it("is dated in Jakarta, where Wednesday begins at 17:00 UTC on Tuesday", () => {
    const wednesday = Date.parse("2026-11-24T17:00:00Z");
    expect(read([{ type: "started", atMs: wednesday }], { days: 1 }).dueDate).toBe("2026-11-26");
    expect(read([{ type: "started", atMs: wednesday }], { days: 1 }).startedAt).toBe("2026-11-24T17:00:00.000Z");
  });

  it("before a long holiday skips joint leave and national holidays alike", () => {
    // 18–24 March 2026: leave, Nyepi, leave, Idulfitri on a weekend, leave, leave.
    expect(read([event("started", "2026-03-17 09:00")], { days: 1 }).dueDate).toBe("2026-03-25");
    expect(read([event("started", "2026-03-20 09:00")], { days: 1 }).dueDate).toBe("2026-03-26");
  });

  it("counts from the receipt day itself where the rule says zero days after", () => {
    const sameDay = { dayOneAfter: 0 };
    const reading = read([event("started", "2026-11-25 10:00")], { days: 2, terms: sameDay });
    expect([reading.dueDate, reading.usedDays]).toEqual(["2026-11-26", 1]);
    expect(read([event("started", "2026-11-25 16:00")], { days: 2, terms: sameDay })).toMatchObject({
      dueDate: "2026-11-27",
      usedDays: 0,
    });
  });
});

describe("the days used", () => {
  const started = [event("started", "2026-11-25 10:00")];

  it.each([
    ["2026-11-25 23:59", 0, "running"],
    ["2026-11-26 00:00", 1, "running"],
    ["2026-11-27 12:00", 2, "running"],
    ["2026-11-29 12:00", 2, "running"],
    ["2026-12-03 23:59", 6, "running"],
    ["2026-12-04 00:00", 7, "late"],
    ["2026-12-05 00:00", 7, "late"],
  ])("at %s are %i of 6 and the promise is %s", (now, usedDays, state) => {
    expect(read(started, { now })).toMatchObject({ dueDate: "2026-12-03", usedDays, state, holder: "ministry" });
  });

  it("stay at zero while a file received after the cut-off waits for its day", () => {
    expect(read([event("started", "2026-11-27 16:00")], { now: "2026-11-29 10:00" }).usedDays).toBe(0);
    expect(read([event("started", "2026-11-27 16:00")], { now: "2026-11-30 10:00" }).usedDays).toBe(0);
    expect(read([event("started", "2026-11-27 16:00")], { now: "2026-12-01 10:00" }).usedDays).toBe(1);
  });

  it("on the Saturday after a Friday due date do not grow, yet the promise is late", () => {
    const reading = read([event("started", "2026-11-26 10:00")], { days: 1, now: "2026-11-28 08:00" });
    expect(reading).toMatchObject({ dueDate: "2026-11-27", usedDays: 1, state: "late", overdue: true });
  });
});

describe("a pause", () => {
  const started = event("started", "2026-11-23 10:00");

  it("moves the due date by the working days between pause and resume", () => {
    const paused = [started, event("paused", "2026-11-25 10:00"), event("resumed", "2026-11-27 10:00")];
    expect(read([started], { days: 3 }).dueDate).toBe("2026-11-26");
    expect(read(paused, { days: 3 })).toMatchObject({ dueDate: "2026-11-30", usedDays: 2, state: "running" });
  });

  it("takes only its own days from the days used, however long ago it ended", () => {
    const paused = [started, event("paused", "2026-11-24 10:00"), event("resumed", "2026-11-26 10:00")];
    expect(read(paused, { now: "2026-11-27 10:00" }).usedDays).toBe(2);
    expect(read(paused, { now: "2026-12-01 10:00" }).usedDays).toBe(4);
  });

  it("that ends the same day moves nothing, even after the cut-off or on a Sunday", () => {
    const days = ["2026-11-25 11:0", "2026-11-25 17:0", "2026-11-29 09:0"];
    for (const day of days) {
      const paused = [started, event("paused", `${day}0`), event("resumed", `${day}5`)];
      expect(read(paused, { days: 6 }).dueDate, day).toBe("2026-12-01");
    }
  });

  it("on the last day lets the ministry finish on the day of the answer", () => {
    const paused = [event("started", "2026-11-24 10:00"), event("paused", "2026-11-25 09:00")];
    const answered = [...paused, event("resumed", "2026-11-27 14:00")];
    expect(read(paused, { days: 1, now: "2026-11-26 12:00" })).toMatchObject({
      state: "paused",
      dueDate: "2026-11-26",
      usedDays: 1,
      holder: "applicant",
    });
    expect(read(answered, { days: 1, now: "2026-11-27 23:00" })).toMatchObject({ state: "running", usedDays: 1 });
    expect(read(answered, { days: 1, now: "2026-11-28 00:00" })).toMatchObject({
      state: "late",
      dueDate: "2026-11-27",
    });
  });

  it("after the cut-off on the last day comes too late", () => {
    const paused = [event("started", "2026-11-24 10:00"), event("paused", "2026-11-25 15:01")];
    expect(read(paused, { days: 1, now: "2026-11-25 20:00" }).state).toBe("paused");
    expect(read(paused, { days: 1, now: "2026-11-26 08:00" })).toMatchObject({
      state: "late",
      dueDate: "2026-11-25",
      holder: "applicant",
    });
  });

  it("on the day of receipt makes the day after the answer day one", () => {
    const paused = [started, event("paused", "2026-11-23 11:00"), event("resumed", "2026-11-25 10:00")];
    expect(read(paused, { days: 1 }).dueDate).toBe("2026-11-26");
  });

  it("holds the used days of the day it began, also after the cut-off of the day of reading", () => {
    const paused = [started, event("paused", "2026-11-25 10:00")];
    expect(read(paused, { now: "2026-11-27 14:00" }).usedDays).toBe(2);
    expect(read(paused, { now: "2026-11-27 16:00" }).usedDays).toBe(2);
  });

  it("after the due date heals nothing", () => {
    const late = [event("started", "2026-11-23 10:00"), event("paused", "2026-11-26 10:00")];
    const reading = read([...late, event("resumed", "2026-12-02 10:00")], { days: 2 });
    expect(reading).toMatchObject({ dueDate: "2026-11-25", state: "late", usedDays: 3 });
  });

  it("is told as a span of instants and of days, open while it lasts", () => {
    const pausedAgain = [
      started,
      event("paused", "2026-11-24 10:00"),
      event("resumed", "2026-11-25 16:00"),
      event("paused", "2026-11-27 10:00"),
    ];
    expect(read(pausedAgain, { now: "2026-12-01 10:00" }).pausedSpans).toEqual([
      {
        fromAt: "2026-11-24T03:00:00.000Z",
        toAt: "2026-11-25T09:00:00.000Z",
        fromDate: "2026-11-24",
        toDate: "2026-11-26",
        workingDays: 2,
      },
      { fromAt: "2026-11-27T03:00:00.000Z", toAt: null, fromDate: "2026-11-27", toDate: null, workingDays: 2 },
    ]);
  });
});

describe("the end of a promise", () => {
  const started = event("started", "2026-11-25 10:00");

  it("is kept until midnight of the due date, whatever the cut-off, and late from then on", () => {
    const lastMinute = read([started, event("fulfilled", "2026-11-26 23:59")], { days: 1, now: "2027-05-01 00:00" });
    expect(lastMinute).toMatchObject({ state: "kept", usedDays: 1, endedAt: "2026-11-26T16:59:00.000Z" });
    const midnight = read([started, event("fulfilled", "2026-11-27 00:00")], { days: 1 });
    expect(midnight).toMatchObject({ state: "late", usedDays: 2, overdue: true });
  });

  it("by withdrawal stops it, and says whether it was overdue by then", () => {
    expect(read([started, event("withdrawn", "2026-11-26 10:00")], { days: 1 })).toMatchObject({
      state: "stopped",
      overdue: false,
    });
    expect(read([started, event("withdrawn", "2026-11-27 10:00")], { days: 1 })).toMatchObject({
      state: "stopped",
      overdue: true,
      holder: "ministry",
    });
  });

  it("by withdrawal during a pause closes the pause and leaves the ball where it was", () => {
    const withdrawn = [started, event("paused", "2026-11-26 10:00"), event("withdrawn", "2026-11-30 10:00")];
    expect(read(withdrawn, { now: "2027-01-01 00:00" })).toMatchObject({
      state: "stopped",
      holder: "applicant",
      dueDate: "2026-12-07",
      pausedSpans: [{ toAt: "2026-11-30T03:00:00.000Z", workingDays: 2 }],
    });
  });
});

describe("a restart after a correction", () => {
  const returned = [event("started", "2026-11-23 10:00"), event("paused", "2026-11-24 10:00")];

  it("counts all the days anew from receipt of the corrected file", () => {
    const reading = read([...returned, event("restarted", "2026-12-01 10:00")], { days: 3, now: "2026-12-02 10:00" });
    expect(reading).toMatchObject({
      dueDate: "2026-12-04",
      usedDays: 1,
      state: "running",
      holder: "ministry",
      restarts: 1,
      restartsLeft: 2,
      pausedSpans: [],
      earlierRuns: [{ usedDays: 1, overdue: false, startedAt: "2026-11-23T03:00:00.000Z" }],
    });
  });

  it("does not hide that the first counting had run out", () => {
    const reading = read([event("started", "2026-11-23 10:00"), event("restarted", "2026-11-27 10:00")], { days: 1 });
    expect(reading).toMatchObject({ overdue: false, earlierRuns: [{ overdue: true, dueDate: "2026-11-24" }] });
  });

  it("leaves none, and never fewer, where a later rule allows fewer than there were", () => {
    const history = foldPromise([...returned, event("restarted", "2026-12-01 10:00")], { restartsMax: 3 });
    if (!history.ok) throw new Error(history.refusal.code);
    const frame = { terms: { ...shippedTerms, restartsMax: 0 }, calendar, nowMs: history.value.lastMs };
    expect(readPromise(history.value, frame).restartsLeft).toBe(0);
  });

  it("is refused beyond the cap, and a cap of zero allows none", () => {
    const restarts = [1, 2, 3].map((day) => event("restarted", `2026-12-0${day} 10:00`));
    expect(refusalOf([...returned, ...restarts])).toBeNull();
    const fourth = event("restarted", "2026-12-04 10:00");
    expect(refusalOf([...returned, ...restarts, fourth])).toEqual({ code: "promise-restart-limit", limit: 3 });
    expect(refusalOf([...returned, fourth], 0)).toEqual({ code: "promise-restart-limit", limit: 0 });
  });
});

describe("a promise whose end did not stand", () => {
  const delivered = [event("started", "2026-11-23 10:00"), event("fulfilled", "2026-11-25 10:00")];

  it("is counted anew from the day it was reopened, and that is no correction", () => {
    const reading = read([...delivered, event("reopened", "2026-12-01 10:00")], { days: 3, now: "2026-12-02 10:00" });
    expect(reading).toMatchObject({
      dueDate: "2026-12-04",
      usedDays: 1,
      state: "running",
      holder: "ministry",
      endedAt: null,
      restarts: 0,
      restartsLeft: 3,
      earlierRuns: [{ usedDays: 2, overdue: false }],
    });
  });

  it("leaves all corrections that were left", () => {
    const restarts = [1, 2, 3].map((day) => event("restarted", `2026-12-0${day} 10:00`));
    const reopened = [...delivered, event("reopened", "2026-12-01 09:00"), ...restarts];
    expect(refusalOf(reopened)).toBeNull();
    const fourth = event("restarted", "2026-12-04 10:00");
    expect(refusalOf([...reopened, fourth])).toEqual({ code: "promise-restart-limit", limit: 3 });
  });

  it("cannot be reopened before it has ended, nor after it was withdrawn", () => {
    const reopened = event("reopened", "2026-12-01 10:00");
    expect(refusalOf(delivered.slice(0, 1).concat(reopened))).toEqual({ code: "promise-not-delivered" });
    expect(refusalOf([...delivered.slice(0, 1), event("withdrawn", "2026-11-25 10:00"), reopened])).toEqual({
      code: "promise-ended",
    });
  });
});

describe("an event that cannot be", () => {
  const prefixes: Readonly<Record<string, readonly PromiseEventType[]>> = {
    none: [],
    running: ["started"],
    paused: ["started", "paused"],
    fulfilled: ["started", "fulfilled"],
    withdrawn: ["started", "withdrawn"],
  };
  const types: readonly PromiseEventType[] = [
    "started",
    "paused",
    "resumed",
    "restarted",
    "fulfilled",
    "withdrawn",
    "reopened",
  ];
  const ended = types.map(() => "promise-ended");

  it.each([
    ["none", [null, ...types.slice(1).map(() => "promise-not-started")]],
    ["running", ["promise-already-started", null, "promise-not-paused", null, null, null, "promise-not-delivered"]],
    [
      "paused",
      [
        "promise-already-started",
        "promise-already-paused",
        null,
        null,
        "promise-paused",
        null,
        "promise-not-delivered",
      ],
    ],
    ["fulfilled", [...ended.slice(1), null]],
    ["withdrawn", ended],
  ])("is refused by its code in phase %s", (phase, expected) => {
    const before = (prefixes[phase] ?? []).map((type) => event(type, "2026-11-25 10:00"));
    const codes = types.map((type) => refusalOf([...before, event(type, "2026-11-25 10:00")]));
    expect(codes).toEqual(expected.map((code) => (code === null ? null : { code })));
  });

  it("is one earlier than the event before it, while the same instant is allowed", () => {
    const started = event("started", "2026-11-25 10:00");
    expect(refusalOf([started, event("paused", "2026-11-25 10:00")])).toBeNull();
    const earlier = { type: "paused" as const, atMs: started.atMs - 1 };
    expect(refusalOf([started, earlier])).toEqual({ code: "promise-out-of-order" });
  });

  it("is one more than a promise may hold", () => {
    const pairs = Array.from({ length: PROMISE_EVENTS_MAX - 1 }, (_, index) =>
      event(index % 2 === 0 ? "paused" : "resumed", "2026-11-25 10:00"),
    );
    const full = [event("started", "2026-11-25 10:00"), ...pairs];
    expect(refusalOf(full)).toBeNull();
    expect(refusalOf([...full, event("withdrawn", "2026-11-25 10:00")])).toEqual({
      code: "promise-event-limit",
      limit: PROMISE_EVENTS_MAX,
    });
  });

  it("is no event at all, and a broken time is thrown out", () => {
    expect(refusalOf([])).toEqual({ code: "promise-not-started" });
    expect(() => addPromiseEvent(null, { type: "started", atMs: Number.NaN }, { restartsMax: 3 })).toThrow();
  });

  it("leaves the history it was refused by as it was", () => {
    const history = foldPromise([event("started", "2026-11-25 10:00")], { restartsMax: 3 });
    if (!history.ok) throw new Error(history.refusal.code);
    const before = structuredClone(history.value);
    addPromiseEvent(history.value, event("resumed", "2026-11-26 10:00"), { restartsMax: 3 });
    addPromiseEvent(history.value, event("paused", "2026-11-26 10:00"), { restartsMax: 3 });
    expect(history.value).toEqual(before);
  });
});

describe("a reading", () => {
  it("with a clock behind the last event is made at that event", () => {
    const events = [event("started", "2026-11-25 10:00"), event("paused", "2026-11-27 10:00")];
    expect(read(events, { now: "2026-11-20 10:00" })).toEqual(read(events, { now: "2026-11-27 10:00" }));
  });

  it("is provisional once it touches a year without a calendar, and there leaves out weekends only", () => {
    const started = [event("started", "2026-12-30 10:00")];
    expect(read(started, { days: 1 })).toMatchObject({ dueDate: "2026-12-31", provisional: false });
    expect(read(started, { days: 2 })).toMatchObject({ dueDate: "2027-01-01", provisional: true });
    expect(read(started, { days: 3 })).toMatchObject({ dueDate: "2027-01-04", provisional: true });
    const beforeCalendars = [event("started", "2024-12-31 10:00")];
    expect(read(beforeCalendars, { days: 1 })).toMatchObject({ provisional: true });
    expect(read(beforeCalendars, { days: 1, now: "2026-11-25 10:00" })).toMatchObject({ provisional: true });
  });

  it("after a late amendment of the calendar moves the due date of an open promise", () => {
    const history = foldPromise([event("started", "2025-08-04 10:00")], shippedTerms);
    if (!history.ok) throw new Error(history.refusal.code);
    const dueAsKnownOn = (knownOn: string) =>
      readPromise(history.value, {
        terms: { ...shippedTerms, workingDays: 10 },
        calendar: readWorkingCalendar(book, calendarsInForce(knownOn)),
        nowMs: at("2025-08-08 10:00"),
      }).dueDate;
    expect(dueAsKnownOn("2025-08-06")).toBe("2025-08-18");
    expect(dueAsKnownOn("2025-08-07")).toBe("2025-08-19");
  });
});
