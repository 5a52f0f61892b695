import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laterByMonths } from "../../../regulation/index.ts";
import { dueRetention, ownRetention } from "./retention.ts";

const rules = { callEventMonths: 12, queueEventMonths: 18, sipTraceDays: 7, recordingDays: 90, recordingDaysMax: 365 };
const DAY_MS = 86_400_000;
const nowMs = Date.parse("2026-11-25T03:00:00+07:00");
const facts = { doneOn: null, today: "2026-11-25", rules, laterByMonths };

describe("what is kept of calls", () => {
  it("goes once a day: a day that was worked off is not again", () => {
    expect(dueRetention({ ...facts, doneOn: "2026-11-25" }, nowMs)).toBeNull();
    expect(dueRetention({ ...facts, doneOn: "2026-11-24" }, nowMs)).not.toBeNull();
  });

  it("goes by its own time: recordings after their last day, events of calls and of queues after months, messages after days", () => {
    expect(dueRetention(facts, nowMs)).toEqual({
      recordingsBefore: "2026-11-25",
      eventsBeforeMs: Date.parse("2025-11-23T03:00:00+07:00"),
      queueEventsBeforeMs: Date.parse("2025-05-25T03:00:00+07:00"),
      tracesBeforeMs: Date.parse("2026-11-18T03:00:00+07:00"),
      recordingsBegunBeforeMs: Date.parse("2026-08-27T03:00:00+07:00"),
      rules,
    });
  });
});

describe("what a caller agreed to", () => {
  const dateOf = (atMs: number) => new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10);
  it("is on record for as long as the recording is, on every day of four years and with any rules", () => {
    const longest = fc.integer({ min: 1, max: 800 });
    fc.assert(
      fc.property(fc.nat(1_461 * 24), longest, fc.integer({ min: 3, max: 24 }), (hour, recordingDaysMax, months) => {
        const atMs = nowMs + hour * 3_600_000;
        const today = dateOf(atMs);
        const own = { ...rules, recordingDaysMax, callEventMonths: months };
        const due = dueRetention({ doneOn: null, today, rules: own, laterByMonths }, atMs);
        // The oldest recording that is still stored: its last day is today. Its call began the evening before.
        const beganMs = Date.parse(`${today}T00:00:00+07:00`) - recordingDaysMax * DAY_MS;
        expect(due?.eventsBeforeMs).toBeLessThanOrEqual(beganMs - DAY_MS / 4);
        expect(due?.eventsBeforeMs).toBeLessThanOrEqual(laterByMonths(atMs, -months));
      }),
    );
  });
});

describe("what goes of one call centre", () => {
  const due = dueRetention(facts, nowMs);
  const own = (chosen: Partial<Parameters<typeof ownRetention>[1]>) =>
    due === null ? null : ownRetention(due, { recordings: undefined, traces: undefined, isAsked: false, ...chosen });

  it("goes by the rule where it never chose, and by its own days where it did", () => {
    expect(own({})).toEqual({ recordingDays: null, begunBeforeMs: null, tracesBeforeMs: due?.tracesBeforeMs });
    expect(own({ recordings: 30, traces: 2 })).toEqual({
      recordingDays: 30,
      begunBeforeMs: null,
      tracesBeforeMs: Date.parse("2026-11-23T03:00:00+07:00"),
    });
  });

  it("is given the days of the rule back once the choice is taken back", () => {
    expect(own({ recordings: null, traces: null })).toMatchObject({
      recordingDays: 90,
      tracesBeforeMs: due?.tracesBeforeMs,
    });
  });

  it("keeps what the rule keeps while somebody waits for an answer about his number", () => {
    expect(own({ recordings: 30, traces: 2, isAsked: true })).toEqual({
      recordingDays: 30,
      begunBeforeMs: Date.parse("2026-08-27T03:00:00+07:00"),
      tracesBeforeMs: due?.tracesBeforeMs,
    });
  });
});
