import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasListedDocument, pollDelay } from "./handover.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("how often OSS is asked for the Izin of an SKLO", () => {
  it.each([
    ["just after the company said that it uploaded it", 3 * DAY, 60_000, 10_000],
    ["an hour after it", 3 * DAY, HOUR, 60_000],
    ["on the first day, nothing said", HOUR, null, 600_000],
    ["in the first week", 2 * DAY, null, HOUR],
    ["in the second month", 40 * DAY, null, 6 * HOUR],
    ["after a hundred days", 100 * DAY, 90 * DAY, DAY],
    ["after more than a year", 366 * DAY, null, null],
    ["after more than a year, when somebody says something", 366 * DAY, 1_000, 10_000],
  ])("%s", (_what, ageMs, newsAgoMs, expected) => {
    const nowMs = 1_000 * DAY;
    const facts = { nowMs, openedMs: nowMs - ageMs, newsMs: newsAgoMs === null ? null : nowMs - newsAgoMs };
    expect(pollDelay(facts)).toBe(expected);
  });

  it("is never more often than every ten seconds, and never again after a year of silence", () => {
    const age = fc.integer({ min: 0, max: 800 * DAY });
    fc.assert(
      fc.property(age, fc.option(age), (ageMs, newsAgoMs) => {
        const nowMs = 2_000 * DAY;
        const newsMs = newsAgoMs === null ? null : nowMs - newsAgoMs;
        const wait = pollDelay({ nowMs, openedMs: nowMs - ageMs, newsMs });
        if (wait === null) expect(ageMs).toBeGreaterThanOrEqual(365 * DAY);
        else expect(wait).toBeGreaterThanOrEqual(10_000);
      }),
    );
  });
});

describe("an SKLO among what OSS lists", () => {
  it("is found by its number however it was typed, or in the words beside a file", () => {
    expect(hasListedDocument([{ number: " 0123/TEL.04.02/2026 ", note: "" }], "0123/Tel.04.02/2026")).toBe(true);
    expect(hasListedDocument([{ number: "S-9", note: "SKLO 0123-Tel.04.02-2026.pdf" }], "0123/Tel.04.02/2026")).toBe(
      true,
    );
    expect(hasListedDocument([{ number: "0124/Tel.04.02/2026", note: "" }], "0123/Tel.04.02/2026")).toBe(false);
    expect(hasListedDocument([], "0123/Tel.04.02/2026")).toBe(false);
  });
});
