import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openTimerWheel } from "./timer-wheel.ts";

const SEED_DELAYS_MS = [0, 1, 19, 20, 21, 500, 10_239, 10_240, 10_260, 32_000, 181_000];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open(onError: (error: unknown) => void = () => undefined) {
  return openTimerWheel(() => performance.now(), onError);
}

describe("the wheel of timers", () => {
  it.each(SEED_DELAYS_MS)("fires once after %i ms, never early and at most two ticks late", (ms) => {
    const wheel = open();
    const startedMs = performance.now();
    const fired: number[] = [];
    wheel.arm("a", "T", ms, () => fired.push(performance.now() - startedMs));
    vi.advanceTimersByTime(ms + 40);
    expect(fired).toHaveLength(1);
    expect(fired[0]).toBeGreaterThanOrEqual(ms);
    vi.advanceTimersByTime(300_000);
    expect([fired.length, wheel.size(), vi.getTimerCount()]).toEqual([1, 0, 0]);
  });

  it("fires a timer that was armed anew at its new time only, and none that was stopped", () => {
    const wheel = open();
    const fired: string[] = [];
    wheel.arm("a", "T", 100, () => fired.push("first"));
    wheel.arm("a", "T", 500, () => fired.push("second"));
    wheel.arm("a", "U", 100, () => fired.push("stopped"));
    wheel.disarm("a", "U");
    wheel.arm("b", "T", 100, () => fired.push("stopped with its owner"));
    wheel.arm("b", "U", 100, () => fired.push("stopped with its owner"));
    wheel.disarmAll("b");
    vi.advanceTimersByTime(400);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(fired).toEqual(["second"]);
  });

  it("lets a timer stop another that is due in the same tick, and arm itself anew", () => {
    const wheel = open();
    const fired: string[] = [];
    wheel.arm("a", "one", 100, () => {
      fired.push("one");
      wheel.disarm("a", "two");
      if (fired.length < 3) wheel.arm("a", "one", 100, () => fired.push("again"));
    });
    wheel.arm("a", "two", 100, () => fired.push("two"));
    vi.advanceTimersByTime(1_000);
    expect(fired).toEqual(["one", "again"]);
  });

  it("goes on when a timer throws, and fires nothing after it was closed", () => {
    const errors: unknown[] = [];
    const wheel = open((error) => errors.push(error));
    const fired: string[] = [];
    wheel.arm("a", "bad", 100, () => {
      throw new Error("a bug");
    });
    wheel.arm("a", "good", 100, () => fired.push("good"));
    wheel.arm("a", "late", 900, () => fired.push("late"));
    vi.advanceTimersByTime(200);
    wheel.close();
    wheel.close();
    wheel.arm("a", "after", 10, () => fired.push("after"));
    vi.advanceTimersByTime(2_000);
    expect([errors.length, fired, vi.getTimerCount()]).toEqual([1, ["good"], 0]);
  });
});
