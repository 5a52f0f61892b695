import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetFieldPerson } from "./field-person.ts";

const KEY = "sambung.field-person";
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map([[KEY, "{}"]]);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("leaving a device that held a test sheet", () => {
  it("forgets who was here, and goes on although the copies of his tests cannot be reached", async () => {
    let isOut = false;
    const leaving = forgetFieldPerson(() => new Promise(() => undefined)).then(() => {
      isOut = true;
    });
    expect(kept.has(KEY)).toBe(false);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(isOut).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await leaving;
    expect(isOut).toBe(true);
  });

  it("waits for the copies where they go at once, and leaves though they cannot be forgotten", async () => {
    const forget = vi.fn<() => Promise<undefined>>(async () => undefined);
    await forgetFieldPerson(forget);
    expect(forget).toHaveBeenCalledTimes(1);
    kept.set(KEY, "{}");
    await forgetFieldPerson(() => Promise.reject(new Error("no store")));
    expect(kept.has(KEY)).toBe(false);
  });

  it("touches nothing where no sheet was opened", async () => {
    kept.clear();
    const forget = vi.fn<() => Promise<undefined>>(async () => undefined);
    await forgetFieldPerson(forget);
    expect(forget).not.toHaveBeenCalled();
  });
});
