import { describe, expect, it } from "vitest";
import { openChance } from "../../../../../testkit/chance.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { type OpeningHours, openingAt, openingFrom } from "../index.ts";

const MINUTE_MS = 60_000;
const office = [{ from: "08:00", to: "17:00" }];
const hours: OpeningHours = {
  zone: "Asia/Jakarta",
  week: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: office,
    saturday: [{ from: "08:00", to: "12:00" }],
    sunday: [],
  },
  isClosedOnNationalDays: true,
  isClosedOnJointLeave: false,
  specialDays: [],
};
const daysOff = [
  { date: "2026-12-24", kind: "joint-leave" },
  { date: "2026-12-25", kind: "national" },
] as const;
const at = (time: string) => Date.parse(`${time}+07:00`);
const told = (time: string, change: Partial<OpeningHours> = {}) => {
  const { opening, changesAtMs } = openingFrom({ ...hours, ...change }, { nowMs: at(time), daysOff });
  const changes =
    changesAtMs === null ? "never" : new Date(changesAtMs + 7 * 60 * MINUTE_MS).toISOString().slice(0, 16);
  return `${opening} ${changes}`;
};

describe("until when hours stay as they are", () => {
  it.each([
    ["2026-11-25T10:00:00", "open 2026-11-25T17:00"],
    ["2026-11-25T16:59:59", "open 2026-11-25T17:00"],
    ["2026-11-25T17:00:00", "closed 2026-11-26T08:00"],
    ["2026-11-28T12:00:00", "closed 2026-11-30T08:00"],
    ["2026-12-24T18:00:00", "closed 2026-12-26T08:00"],
    ["2026-12-25T09:00:00", "dayOff 2026-12-26T08:00"],
  ])("is told over nights, Sundays and days off: at %s %s", (time, expected) => {
    expect(told(time)).toBe(expected);
  });

  it("is told through midnight where spans touch there, and not at all where nothing changes within a year", () => {
    const night = {
      ...hours.week,
      tuesday: [{ from: "22:00", to: "24:00" }],
      wednesday: [{ from: "00:00", to: "06:00" }],
    };
    expect(told("2026-11-24T23:00:00", { week: night })).toBe("open 2026-11-25T06:00");
    const always = Object.fromEntries(Object.keys(hours.week).map((day) => [day, [{ from: "00:00", to: "24:00" }]]));
    const open = { week: always as unknown as OpeningHours["week"], isClosedOnNationalDays: false };
    expect(told("2026-11-24T23:00:00", open)).toBe("open never");
  });

  it("is the first minute at which a look at every minute finds the other answer, whatever the hours", () => {
    const chance = openChance(runSeed);
    const two = (value: number) => String(value).padStart(2, "0");
    for (let round = 0; round < 12; round += 1) {
      const spans = () =>
        Array.from({ length: chance.below(3) }, () => {
          const from = chance.below(22);
          return { from: `${two(from)}:30`, to: `${two(from + 1 + chance.below(23 - from))}:15` };
        });
      const week = Object.fromEntries(
        Object.keys(hours.week).map((day) => [day, spans()]),
      ) as unknown as OpeningHours["week"];
      const zone = (["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const)[round % 3] ?? "Asia/Jakarta";
      const some = { ...hours, zone, week, specialDays: [{ date: "2026-12-22", hours: spans() }] };
      const nowMs = at("2026-12-21T00:00:00") + chance.below(4 * 24 * 60) * MINUTE_MS;
      const isOpen = (atMs: number) => openingAt(some, { nowMs: atMs, daysOff }) === "open";
      const end = nowMs + 8 * 24 * 60 * MINUTE_MS;
      let minute = nowMs + MINUTE_MS;
      while (minute < end && isOpen(minute) === isOpen(nowMs)) minute += MINUTE_MS;
      const { changesAtMs } = openingFrom(some, { nowMs, daysOff });
      if (minute < end) expect(changesAtMs).toBe(minute);
      else expect(changesAtMs ?? end).toBeGreaterThanOrEqual(end);
    }
  });
});
