import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openWatches, restAfter } from "./watches.ts";

describe("the rest after a look", () => {
  it("is as long as the look, so that looking takes half of the time at the most while looks are short", () => {
    expect(restAfter(80)).toBe(80);
    expect(restAfter(120)).toBe(120);
  });

  it("is never so short that each of many news is looked at, nor so long that a screen lags", () => {
    expect(restAfter(1)).toBe(50);
    expect(restAfter(60_000)).toBe(200);
  });
});

describe("a look that fails", () => {
  it("rests as well, however much news there is", async () => {
    let [looks, wake] = [0, (): void => undefined];
    const listen = (_channel: string, woken: () => void) => {
      wake = woken;
      return () => undefined;
    };
    const look = async () => {
      looks += 1;
      throw new Error("planted");
    };
    const wokenBy = { changeFeed: { listen } as never, channel: "news" };
    const watches = openWatches({ look, onFault: () => undefined, wokenBy });
    const stop = watches.listen("one", () => undefined);
    for (let news = 0; news < 60; news += 1) {
      wake();
      await delay(2);
    }
    stop();
    watches.close();
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(20);
  });
});
