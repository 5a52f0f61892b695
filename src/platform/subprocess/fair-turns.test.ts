import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openFairTurns } from "./fair-turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Two slots, at most one per holder; records the order of the admitted and the refused. */
function open() {
  const turns = openFairTurns({ atOnce: 2, ofHolder: 1, waiting: 48, waitingOfHolder: 16 });
  const [got, sent] = [[] as string[], [] as string[]];
  const come = async (who: string, waitMs = 1_000): Promise<void> => {
    const holder = who.slice(0, 1);
    turns.take(holder, waitMs).then(
      (isTaken) => void (isTaken ? got : sent).push(who),
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(0);
  };
  const leave = async (holder: string): Promise<void> => {
    turns.giveBack(holder);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { got, sent, come, leave };
}

describe("places that are taken in turns", () => {
  it("are one for each, however many one alone wants, and go round", async () => {
    const { got, come, leave } = open();
    for (const who of ["a1", "a2", "a3", "b1", "b2", "c1"]) await come(who);
    expect(got).toEqual(["a1", "b1"]);
    for (const who of ["a", "b", "a", "b"]) await leave(who);
    expect(got).toEqual(["a1", "b1", "a2", "b2", "c1", "a3"]);
  });

  it("leave room to wait for whoever has none, beside two who take all they get", async () => {
    const { got, sent, come, leave } = open();
    for (let nth = 0; nth < 40; nth += 1) for (const who of ["a", "b"]) await come(`${who}${nth}`);
    expect(sent.length).toBeGreaterThan(40);
    await come("c1");
    expect(sent).not.toContain("c1");
    await leave("a");
    await leave("b");
    await leave("a");
    expect(got).toContain("c1");
  });

  it("are waited for no longer than one may, and are not given to who has left", async () => {
    const { got, sent, come, leave } = open();
    for (const who of ["a1", "b1", "c1"]) await come(who, 500);
    await come("d1", 2_000);
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual(["c1"]);
    await leave("a");
    expect(got).toEqual(["a1", "b1", "d1"]);
    await leave("b");
    await leave("d");
    await come("e1");
    expect(got.at(-1)).toBe("e1");
  });
});
