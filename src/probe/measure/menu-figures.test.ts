import { describe, expect, it } from "vitest";
import { menuFigures } from "./menu-figures.ts";
import type { RawBranch } from "./raw.ts";

const PRESSED = 120;
const level = (count: number, db: number) => Array.from({ length: count }, () => db);
const MENU = [...level(30, -20), ...level(5, -60), ...level(30, -12)];
const OTHER = [...level(20, -10), ...level(60, -25)];

/** A menu path that plays its prompt, waits, and after the keys plays the given levels. */
function branch(keys: string, after: readonly number[], change: Partial<RawBranch> = {}): RawBranch {
  const before = [...MENU, ...level(PRESSED - MENU.length, -99)];
  const whole = { keys, toneHz: null, status: "walked", pressedAt: PRESSED, toneShares: [] } as const;
  return { ...whole, levels: [...before, ...level(10, -99), ...after, ...level(30, -99)], ...change };
}

describe("a branch of a menu", () => {
  it("is reached by a prompt of its own, and only by that", () => {
    const found = menuFigures([
      branch("1", OTHER),
      branch("2", MENU),
      branch("3", []),
      branch("4", level(100, -18)),
      branch("5", level(98, -18)),
      branch("6", [], { status: "ended-early" }),
      branch("7", [], { status: "not-answered" }),
    ]);
    expect(found.map(({ keys, why }) => `${keys} ${why}`)).toEqual([
      ...[
        "1 null",
        "2 menu-again",
        "3 silent",
        "4 same-as-another",
        "5 same-as-another",
        "6 ended-early",
        "7 not-answered",
      ],
    ]);
    expect(found[0]?.soundMs).toBe(1_600);
  });

  it("that has a tone is reached by the tone alone", () => {
    const shares = (share: number) => [...level(PRESSED, 0), ...level(20, share)];
    const found = menuFigures([
      branch("1", OTHER, { toneHz: 440, toneShares: shares(90) }),
      branch("2", OTHER, { toneHz: 440, toneShares: shares(10) }),
      branch("3", OTHER, { toneHz: 440, toneShares: [...level(PRESSED, 90), ...level(20, 0)] }),
    ]);
    expect(found.map(({ isReached, why }) => [isReached, why])).toEqual([
      [true, null],
      [false, "tone-missing"],
      [false, "tone-missing"],
    ]);
  });
});
