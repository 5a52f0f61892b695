import { describe, expect, it } from "vitest";
import { movableClock } from "../platform/world/index.ts";
import { openClockAhead } from "./clock-ahead.ts";
import type { ClockMessage } from "./process-messages.ts";

const DAY_MS = 86_400_000;

/** A process that notes what it is told and says so when it is asked to. */
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

  it("greets a process that is started again with the time as it is, and the first start with nothing", async () => {
    const clock = openClockAhead({ isDemonstration: true });
    expect(clock.greeting()).toBeUndefined();
    await clock.move(DAY_MS);
    expect(clock.greeting()).toEqual({ kind: "clock-ahead", aheadMs: DAY_MS });
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
});
