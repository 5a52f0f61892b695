import { describe, expect, it } from "vitest";
import { USUAL_WEEK } from "../editor/example-flows.shared.ts";
import type { OpeningHours } from "../index.ts";
import { decideHours, type HoursFacts, type NamedHoursCommand } from "./decide-named-hours.ts";

const hours: OpeningHours = {
  zone: "Asia/Jakarta",
  week: USUAL_WEEK,
  specialDays: [],
  isClosedOnNationalDays: true,
  isClosedOnJointLeave: false,
};
const command: NamedHoursCommand = { name: "Jam kantor", hours, expectedVersion: 3, closesNow: false };
const facts: HoursFacts = {
  kept: { id: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f", name: "Jam kantor", version: 3, hours },
  hasCallers: true,
  nowMs: Date.parse("2026-11-25T10:00:00+07:00"),
  daysOff: [],
};
const today = (spans: OpeningHours["specialDays"][number]["hours"]): OpeningHours => ({
  ...hours,
  specialDays: [{ date: "2026-11-25", hours: spans }],
});

describe("hours that somebody saves", () => {
  it("are saved where callers who are let in stay so, or are let in at last", () => {
    expect(decideHours({ ...command, hours: today([{ from: "09:00", to: "11:00" }]) }, facts)).toBe("save");
    expect(decideHours({ ...command, name: "Jam toko" }, facts)).toBe("save");
    const evening = { ...facts, nowMs: Date.parse("2026-11-25T19:00:00+07:00") };
    expect(decideHours({ ...command, hours: today([{ from: "18:00", to: "20:00" }]) }, evening)).toBe("save");
  });

  it("close to callers from this moment on only when he says that he means it", () => {
    const closed = { ...command, hours: today([]) };
    expect(decideHours(closed, facts)).toBe("hours-close-now");
    expect(decideHours({ ...closed, closesNow: true }, facts)).toBe("save");
    expect(decideHours(closed, { ...facts, hasCallers: false })).toBe("save");
    const other = { ...command, hours: { ...hours, zone: "Asia/Jayapura" } } as const;
    expect(decideHours(other, { ...facts, nowMs: Date.parse("2026-11-25T15:30:00+07:00") })).toBe("hours-close-now");
  });

  it("are refused when another saved since, or when they are not sound; and the same once more is no conflict", () => {
    expect(decideHours({ ...command, name: "Lain", expectedVersion: 2 }, facts)).toBe("hours-stale");
    expect(decideHours({ ...command, expectedVersion: 2 }, facts)).toBe("as-it-is");
    expect(decideHours({ ...command, hours: today([{ from: "12:00", to: "11:00" }]) }, facts)).toBe("hours-not-sound");
  });
});
