import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActiveAlertState,
  decideAlert,
  type Seen,
  type Transition,
  UNSEEN_MAX_MS,
  UNWATCHED,
} from "./decide-alert.ts";

type Rule = Parameters<typeof decideAlert>[0];

const RULE: Rule = {
  comparison: "at-least" as const,
  raiseAt: 10,
  holdSeconds: 30,
  clearAt: 5,
  clearSeconds: 60,
  repeatMinutes: null,
};

interface Told {
  readonly atMs: number;
  readonly transition: Transition;
}

/** An evaluation this long after the previous one. */
interface Step extends Seen {
  readonly afterMs: number;
  readonly takenOn?: boolean;
}

/** The notifications that a sequence of evaluations produces. */
function tellings(rule: Rule, steps: readonly Step[]) {
  let [nowMs, watched] = [1_000_000, UNWATCHED];
  let alertState = null as ActiveAlertState | null;
  const told: Told[] = [];
  for (const { afterMs, takenOn, ...seen } of steps) {
    nowMs += afterMs;
    if (takenOn === true && alertState !== null) alertState = { ...alertState, isAcknowledged: true };
    const decided = decideAlert(rule, { watched, standing: alertState }, seen, nowMs);
    watched = decided.watched;
    const { transition } = decided;
    if (transition === null) continue;
    told.push({ atMs: nowMs, transition });
    if (transition === "raise") alertState = { toldMs: nowMs, isAcknowledged: false };
    if (transition === "clear") alertState = null;
    if (transition === "repeat" && alertState !== null) alertState = { ...alertState, toldMs: nowMs };
  }
  return told;
}

const look = (figure: number | null, afterMs = 2_000): Step => ({ figure, afterMs, isInHours: true });
const looks = (figure: number | null, seconds: number) => Array.from({ length: seconds / 2 }, () => look(figure));
const names = (told: readonly Told[]) => told.map(({ transition }) => transition);

describe("an alert", () => {
  it("is raised once its figure has been too bad for so long, and not a look before", () => {
    expect(tellings(RULE, looks(10, 30))).toEqual([]);
    expect(names(tellings(RULE, looks(10, 32)))).toEqual(["raise"]);
    expect(names(tellings(RULE, looks(10, 600)))).toEqual(["raise"]);
    expect(tellings(RULE, [...looks(10, 28), look(9), ...looks(10, 30)])).toEqual([]);
    expect(names(tellings({ ...RULE, holdSeconds: 0 }, [look(10)]))).toEqual(["raise"]);
  });

  it("clears once its figure has been good enough for so long; between the two figures it stays as it is", () => {
    const raised = looks(12, 32);
    expect(names(tellings(RULE, [...raised, ...looks(6, 600)]))).toEqual(["raise"]);
    expect(names(tellings(RULE, [...raised, ...looks(5, 60)]))).toEqual(["raise"]);
    expect(names(tellings(RULE, [...raised, ...looks(5, 62)]))).toEqual(["raise", "clear"]);
    expect(names(tellings(RULE, [...raised, ...looks(5, 58), look(6), ...looks(5, 60)]))).toEqual(["raise"]);
  });

  it("may be about figures that are too small", () => {
    const rule: Rule = { ...RULE, comparison: "at-most", raiseAt: 1, clearAt: 3 };
    expect(names(tellings(rule, [...looks(1, 32), ...looks(2, 120), ...looks(3, 62)]))).toEqual(["raise", "clear"]);
  });

  it("says nothing of no figure, nor outside its hours, and clears in both", () => {
    expect(tellings(RULE, looks(null, 600))).toEqual([]);
    expect(names(tellings(RULE, [...looks(12, 32), ...looks(null, 62)]))).toEqual(["raise", "clear"]);
    const outside = looks(12, 62).map((one) => ({ ...one, isInHours: false }));
    expect(tellings(RULE, outside)).toEqual([]);
    expect(names(tellings(RULE, [...looks(12, 32), ...outside]))).toEqual(["raise", "clear"]);
  });

  it("is told again while it stands, until somebody takes it on", () => {
    const rule = { ...RULE, repeatMinutes: 5 };
    const told = tellings(rule, looks(12, 32 + 601));
    expect(names(told)).toEqual(["raise", "repeat", "repeat"]);
    expect((told[1]?.atMs ?? 0) - (told[0]?.atMs ?? 0)).toBe(300_000);
    const taken = [...looks(12, 34), { ...look(12), takenOn: true }, ...looks(12, 1_200)];
    expect(names(tellings(rule, taken))).toEqual(["raise"]);
  });

  it("counts no time that nobody saw", () => {
    const away = look(12, UNSEEN_MAX_MS + 1);
    expect(tellings(RULE, [look(12), away])).toEqual([]);
    expect(names(tellings(RULE, [look(12), away, ...looks(12, 30)]))).toEqual(["raise"]);
    expect(names(tellings(RULE, [look(12), look(12, UNSEEN_MAX_MS)]))).toEqual(["raise"]);
    // After the clock was set back, counting begins again.
    expect(tellings(RULE, [...looks(12, 28), look(12, -60_000), ...looks(12, 28)])).toEqual([]);
  });
});

const anyStep = fc.record({
  afterMs: fc.integer({ min: 1, max: 90_000 }),
  figure: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  isInHours: fc.boolean(),
  takenOn: fc.boolean(),
});
const anyRule = fc.record({
  comparison: fc.constantFrom("at-least" as const, "at-most" as const),
  raiseAt: fc.constant(10),
  holdSeconds: fc.integer({ min: 0, max: 120 }),
  gap: fc.integer({ min: 1, max: 9 }),
  clearSeconds: fc.integer({ min: 60, max: 300 }),
  repeatMinutes: fc.option(fc.integer({ min: 5, max: 10 }), { nil: null }),
});

describe("whatever its figure does, an alert", () => {
  it("is never raised twice without having cleared between, nor cleared or repeated while it does not stand", () => {
    fc.assert(
      fc.property(anyRule, fc.array(anyStep, { maxLength: 300 }), ({ gap, ...rule }, steps) => {
        const clearAt = rule.comparison === "at-least" ? rule.raiseAt - gap : rule.raiseAt + gap;
        const told = tellings({ ...rule, clearAt }, steps);
        let stands = false;
        for (const { transition } of told) {
          expect(stands).toBe(transition !== "raise");
          stands = transition !== "clear";
        }
      }),
    );
  });

  it("is raised, and repeated, no more often than its times allow", () => {
    fc.assert(
      fc.property(anyRule, fc.array(anyStep, { maxLength: 300 }), ({ gap, ...rule }, steps) => {
        const clearAt = rule.comparison === "at-least" ? rule.raiseAt - gap : rule.raiseAt + gap;
        const told = tellings({ ...rule, clearAt }, steps);
        const apart = (kind: Transition, leastMs: number) => {
          const at = told.filter(({ transition }) => transition === kind).map(({ atMs }) => atMs);
          const gaps = at.slice(1).map((atMs, nth) => atMs - (at[nth] ?? 0));
          expect(Math.min(leastMs, ...gaps)).toBe(leastMs);
        };
        apart("raise", (rule.holdSeconds + rule.clearSeconds) * 1_000);
        apart("repeat", (rule.repeatMinutes ?? 0) * 60_000);
      }),
    );
  });

  it("is raised where a figure stays too bad and is looked at often enough", () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 1_000, max: UNSEEN_MAX_MS }), ({ gap, ...rule }, everyMs) => {
        const clearAt = rule.comparison === "at-least" ? rule.raiseAt - gap : rule.raiseAt + gap;
        const steps = Array.from({ length: 2 + Math.ceil((rule.holdSeconds * 1_000) / everyMs) }, () => ({
          afterMs: everyMs,
          figure: rule.raiseAt,
          isInHours: true,
        }));
        expect(names(tellings({ ...rule, clearAt, repeatMinutes: null }, steps))).toEqual(["raise"]);
      }),
    );
  });
});
