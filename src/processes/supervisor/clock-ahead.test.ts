import { describe, expect, it } from "vitest";
import { movableClock } from "../../platform/world/index.ts";
import type { ClockMessage } from "../process-messages.ts";
import { openClockAhead } from "./clock-ahead.ts";

const DAY_MS = 86_400_000;

/** A process that records its messages and confirms them on request. */
function follower() {
  const told: ClockMessage[] = [];
  return { told, tell: (message: ClockMessage) => void told.push(message) };
}

describe("the clock of a demonstration", () => {
  it("is moved once every process says that it follows", async () => {
    const clock = openClockAhead({ isDemonstration: true });
    const [portal, simulator] = [follower(), follower()];
    clock.follows("portal", portal);
    clock.follows("simulator", simulator);
    let isMoved = false;
    const moving = clock.move(8 * DAY_MS).then(() => {
      isMoved = true;
    });
    expect(portal.told).toEqual([{ kind: "clock-ahead", aheadMs: 8 * DAY_MS }]);
    expect(simulator.told).toEqual(portal.told);
    clock.hear("portal", { kind: "clock-moved", aheadMs: 8 * DAY_MS });
    await Promise.resolve();
    expect(isMoved).toBe(false);
    clock.hear("simulator", { kind: "clock-moved", aheadMs: 8 * DAY_MS });
    await moving;
    expect(isMoved).toBe(true);
  });

  it("sends every process that starts the offset of the moment", async () => {
    const clock = openClockAhead({ isDemonstration: true });
    expect(clock.greeting()).toEqual({ kind: "clock-ahead", aheadMs: 0 });
    await clock.move(DAY_MS);
    expect(clock.greeting()).toEqual({ kind: "clock-ahead", aheadMs: DAY_MS });
  });

  it("begins in the past where that is wanted, and ends at the real time", async () => {
    const clock = openClockAhead({ isDemonstration: true, behindMs: 90 * DAY_MS });
    const portal = follower();
    clock.follows("portal", portal);
    expect(clock.greeting()).toEqual({ kind: "clock-ahead", aheadMs: -90 * DAY_MS });
    const moving = clock.move(0);
    expect(portal.told).toEqual([{ kind: "clock-ahead", aheadMs: 0 }]);
    clock.hear("portal", { kind: "clock-moved", aheadMs: 0 });
    await moving;
    await clock.move(-DAY_MS);
    expect(clock.greeting()).toEqual({ kind: "clock-ahead", aheadMs: 0 });
  });

  it("begins in the past in a demonstration only, and not before it can", () => {
    expect(() => openClockAhead({ isDemonstration: false, behindMs: DAY_MS })).toThrow("only a demonstration");
    expect(() => openClockAhead({ isDemonstration: true, behindMs: 201 * DAY_MS })).toThrow("half a year");
  });

  it("is not moved where people rely on the time", async () => {
    const clock = openClockAhead({ isDemonstration: false });
    const portal = follower();
    clock.follows("portal", portal);
    await expect(clock.move(DAY_MS)).rejects.toThrow("no demonstration");
    expect([portal.told, clock.greeting()]).toEqual([[], undefined]);
  });

  it("goes with the real one and never back", () => {
    let realMs = 1_000;
    const clock = movableClock({ nowMs: () => realMs });
    clock.moveTo(500);
    clock.moveTo(200);
    realMs += 10;
    expect(clock.nowMs()).toBe(1_510);
  });

  it("may begin behind the real one", () => {
    const clock = movableClock({ nowMs: () => 1_000 });
    clock.moveTo(-500);
    expect(clock.nowMs()).toBe(500);
    clock.moveTo(0);
    clock.moveTo(-500);
    expect(clock.nowMs()).toBe(1_000);
  });
});
