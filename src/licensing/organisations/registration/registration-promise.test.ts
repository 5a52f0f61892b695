import { describe, expect, it } from "vitest";
import { readRegistrationPromise, withPromiseEvent } from "../index.ts";

const at = (iso: string) => Date.parse(`${iso}+07:00`);
const submitted = at("2026-11-25T09:00:00");
const promise = { events: [{ type: "started", atMs: submitted } as const], ruleVersion: "2026.11", beganMs: submitted };

describe("the promise of three working days", () => {
  it("counts from the day after submission, over a weekend", () => {
    expect(readRegistrationPromise(promise, submitted)).toMatchObject({
      workingDays: 3,
      usedDays: 0,
      dueDate: "2026-11-30",
      state: "running",
      holder: "ministry",
      provisional: false,
    });
  });

  it("rests while the applicant mends, and is counted anew from the correction", () => {
    const returned = withPromiseEvent(promise, { type: "paused", atMs: at("2026-11-27T10:00:00") });
    if (!returned.ok) throw new Error(returned.refusal);
    const waiting = { ...promise, events: returned.value };
    expect(readRegistrationPromise(waiting, at("2026-12-20T10:00:00"))).toMatchObject({
      state: "paused",
      holder: "applicant",
    });
    const again = withPromiseEvent(waiting, { type: "restarted", atMs: at("2026-12-21T09:00:00") });
    if (!again.ok) throw new Error(again.refusal);
    const reading = readRegistrationPromise({ ...promise, events: again.value }, at("2026-12-21T10:00:00"));
    expect(reading).toMatchObject({ state: "running", usedDays: 0, restarts: 1, dueDate: "2026-12-28" });
  });

  it("goes on when the clock was set back, from the instant of the last event", () => {
    const returned = withPromiseEvent(promise, { type: "paused", atMs: submitted - 60_000 });
    expect(returned).toEqual({ ok: true, value: [...promise.events, { type: "paused", atMs: submitted }] });
  });

  it("has no limit on corrections short of the limit on events", () => {
    let events: Parameters<typeof withPromiseEvent>[0] = promise;
    let corrections = 0;
    for (;;) {
      const atMs = submitted + corrections * 1_000;
      const returned = withPromiseEvent(events, { type: "paused", atMs });
      const again = returned.ok
        ? withPromiseEvent({ ...promise, events: returned.value }, { type: "restarted", atMs })
        : returned;
      if (!again.ok) {
        expect(again.refusal).toBe("registration-limit");
        break;
      }
      events = { ...promise, events: again.value };
      corrections += 1;
    }
    expect(corrections).toBeGreaterThan(200);
  });
});
