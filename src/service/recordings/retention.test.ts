import { describe, expect, it } from "vitest";
import { laterByMonths } from "../../regulation/index.ts";
import { dueRetention } from "./retention.ts";

const rules = { callEventMonths: 12, queueEventMonths: 18, sipTraceDays: 7 };
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
      eventsBeforeMs: Date.parse("2025-11-25T03:00:00+07:00"),
      queueEventsBeforeMs: Date.parse("2025-05-25T03:00:00+07:00"),
      tracesBeforeMs: Date.parse("2026-11-18T03:00:00+07:00"),
    });
  });
});
