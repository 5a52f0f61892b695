import { describe, expect, it } from "vitest";
import { dueReminder, entryRefusal, openingRefusal } from "./breach.ts";

const HOUR_MS = 3_600_000;
const nowMs = Date.parse("2026-11-25T03:00:00Z");

describe("a failure to protect personal data", () => {
  it("happened before it became known, and is known by now", () => {
    expect(openingRefusal({ happenedAtMs: nowMs, knownAtMs: nowMs }, nowMs)).toBeNull();
    expect(openingRefusal({ happenedAtMs: nowMs, knownAtMs: nowMs - 1 }, nowMs)).toBe("breach-times-wrong");
    expect(openingRefusal({ happenedAtMs: nowMs, knownAtMs: nowMs + 1 }, nowMs)).toBe("breach-times-wrong");
  });

  const open = {
    version: 3,
    isClosed: false,
    knownAtMs: nowMs - HOUR_MS,
    hasToldPersons: true,
    hasToldAuthority: false,
  };
  const closing = { kind: "closing", note: "Selesai", whyUntold: "" } as const;
  const notice = (toldAtMs: number) =>
    ({ kind: "notice", to: "authority", way: "Surat", text: "Isi", toldAt: new Date(toldAtMs).toISOString() }) as const;

  it("is closed once all were told, or with a reason why they were not", () => {
    const asked = (entry: Parameters<typeof entryRefusal>[1]["entry"], own: Partial<typeof open> = {}) =>
      entryRefusal({ ...open, ...own }, { entry, expectedVersion: 3 }, nowMs);
    expect(asked(closing)).toBe("breach-not-told");
    expect(asked({ ...closing, whyUntold: "Data tersandi" })).toBeNull();
    expect(asked(closing, { hasToldAuthority: true })).toBeNull();
    expect(asked(closing, { isClosed: true })).toBe("breach-closed");
    expect(asked(closing, { version: 4 })).toBe("breach-stale");
    expect(entryRefusal(undefined, { entry: closing, expectedVersion: 3 }, nowMs)).toBe("no-such-breach");
    expect(asked(closing, { version: 201 })).toBe("breach-stale");
  });

  it("was told of between its becoming known and now", () => {
    const asked = (toldAtMs: number) => entryRefusal(open, { entry: notice(toldAtMs), expectedVersion: 3 }, nowMs);
    expect([nowMs - HOUR_MS, nowMs].map(asked)).toEqual([null, null]);
    expect([nowMs - HOUR_MS - 1, nowMs + 1].map(asked)).toEqual(["breach-told-when", "breach-told-when"]);
  });

  it("is reminded of a day before its hours are over and when they are, each once", () => {
    const dueAtMs = nowMs + 72 * HOUR_MS;
    const at = (hours: number, reminded: "none" | "soon" | "over") =>
      dueReminder({ dueAtMs, reminded }, nowMs + hours * HOUR_MS);
    expect([at(47, "none"), at(48, "none"), at(48, "soon"), at(71, "soon")]).toEqual([null, "soon", null, null]);
    expect([at(72, "soon"), at(72, "none"), at(100, "over")]).toEqual(["over", "over", null]);
  });
});
