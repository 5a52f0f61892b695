import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openHistoryChance } from "./history-chance.ts";
import {
  type LiveCalls,
  type LiveEffect,
  type LiveInput,
  nextCallMs,
  noLiveCalls,
  stepLiveCalls,
} from "./live-calls.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const RING_CUSTOMER = 8;

/** Calls in virtual time: each ends after its talk time. */
function simulated(seed: number) {
  const chance = openHistoryChance(seed);
  let state = noLiveCalls(0);
  let nowMs = 0;
  const effects: LiveEffect[] = [];
  const ends = new Map<number, number>();
  const give = (input: LiveInput) => {
    const step = stepLiveCalls(state, input, { nowMs, chance, ringCustomer: RING_CUSTOMER });
    state = step.state;
    effects.push(...step.effects);
    for (const effect of step.effects)
      if (effect.effect === "call") ends.set(effect.call.customer, nowMs + effect.call.talkMsMax);
  };
  const run = (untilMs: number) => {
    for (; nowMs < untilMs; nowMs += SECOND_MS) {
      for (const [customer, endMs] of ends) {
        if (endMs > nowMs) continue;
        ends.delete(customer);
        give({ input: "ended", customer });
      }
      give({ input: "time" });
    }
  };
  return { give, run, effects, state: (): LiveCalls => state };
}

const calls = (effects: readonly LiveEffect[]) =>
  effects.flatMap((effect) => (effect.effect === "call" ? [effect.call] : []));

describe("live calls of a demonstration", () => {
  it("begin within seconds of the visit and go on about every 40 seconds", () => {
    const { run, effects } = simulated(1);
    run(5 * SECOND_MS);
    expect(calls(effects)).toHaveLength(1);
    run(HOUR_MS);
    expect(calls(effects).length).toBeGreaterThan(60);
    expect(calls(effects).length).toBeLessThan(150);
  });

  it("are the same for the same seed", () => {
    const [left, right, other] = [simulated(7), simulated(7), simulated(8)];
    for (const one of [left, right, other]) one.run(HOUR_MS);
    expect(left.effects).toEqual(right.effects);
    expect(left.effects).not.toEqual(other.effects);
  });

  it("are three at once at the most, each by another customer, never by the visitor's caller", () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.constantFrom("time", "active"), { maxLength: 30 }), (seed, inputs) => {
        const chance = openHistoryChance(seed);
        let state = noLiveCalls(0);
        let nowMs = 0;
        for (const input of inputs) {
          nowMs += HOUR_MS;
          state = stepLiveCalls(
            state,
            { input: input as "time" },
            { nowMs, chance, ringCustomer: RING_CUSTOMER },
          ).state;
          expect(state.callers.length).toBeLessThanOrEqual(3);
          expect(new Set(state.callers).size).toBe(state.callers.length);
          expect(state.callers).not.toContain(RING_CUSTOMER);
        }
      }),
    );
  });

  it("last 20 to 60 seconds", () => {
    const { run, effects } = simulated(3);
    run(HOUR_MS);
    for (const { talkMsMax } of calls(effects)) {
      expect(talkMsMax).toBeGreaterThanOrEqual(20 * SECOND_MS);
      expect(talkMsMax).toBeLessThanOrEqual(60 * SECOND_MS);
    }
  });

  it("end after the visit: none begins, the ones in progress end, then everything finishes", () => {
    const { give, run, effects, state } = simulated(4);
    run(5 * SECOND_MS);
    give({ input: "idle" });
    expect(nextCallMs(state())).toBeNull();
    expect(effects.at(-1)?.effect).toBe("call");
    run(HOUR_MS);
    expect(calls(effects)).toHaveLength(1);
    expect(effects.at(-1)).toEqual({ effect: "finish" });
  });

  it("go on when the visitor returns before the last call has ended", () => {
    const { give, run, effects } = simulated(4);
    run(5 * SECOND_MS);
    give({ input: "idle" });
    give({ input: "active" });
    run(HOUR_MS);
    expect(calls(effects).length).toBeGreaterThan(60);
    expect(effects.some(({ effect }) => effect === "finish")).toBe(false);
  });

  it("stop at 500, however long a page stays open", () => {
    const { run, effects, state } = simulated(5);
    run(24 * HOUR_MS);
    expect(calls(effects)).toHaveLength(500);
    expect(nextCallMs(state())).toBeNull();
  });
});

describe("the call that a visitor asks for", () => {
  it("rings beside the others, one at a time", () => {
    const { give, effects } = simulated(6);
    give({ input: "ring-requested" });
    give({ input: "ring-requested" });
    expect(effects).toEqual([{ effect: "ring" }, { effect: "refuse-ring" }]);
    give({ input: "ring-ended" });
    give({ input: "ring-requested" });
    expect(effects.at(-1)).toEqual({ effect: "ring" });
  });

  it("ends before the demonstration becomes idle", () => {
    const { give, effects } = simulated(6);
    give({ input: "ring-requested" });
    give({ input: "idle" });
    expect(effects).toEqual([{ effect: "ring" }]);
    give({ input: "ring-ended" });
    expect(effects.at(-1)).toEqual({ effect: "finish" });
  });
});
