import { describe, expect, it } from "vitest";
import { agentsNeeded, erlangB, erlangC, loadOfLines, staffing, staffingWithPatience } from "./erlang.ts";

/** Erlang's formulas in exact integers: `top / under` erlangs, sums of powers over factorials. */
function inWholeNumbers(
  top: bigint,
  under: bigint,
  servers: number,
): { readonly blocked: number; readonly waits: number } {
  const n = BigInt(servers);
  let factorial = 1n;
  for (let k = 1n; k <= n; k += 1n) factorial *= k;
  // Every term is multiplied by n! · under^n, so that all of them are integers.
  let sumBelow = 0n;
  let partial = factorial;
  for (let k = 0n; k < n; k += 1n) {
    sumBelow += top ** k * under ** (n - k) * partial;
    partial /= k + 1n;
  }
  const last = top ** n;
  const ratio = (above: bigint, below: bigint) => Number((above * 10n ** 30n) / below) / 1e30;
  // C = last · n/(n−a) / (sum + last · n/(n−a)), multiplied by (n·under − top).
  const spare = n * under - top;
  const weighted = last * n * under;
  return {
    blocked: ratio(last, sumBelow + last),
    waits: spare > 0n ? ratio(weighted, sumBelow * spare + weighted) : 1,
  };
}

describe("Erlang B", () => {
  it("carries 20.337 erlangs on 30 lines at 1 % blocking, 16.684 at 0.1 %, 21.932 at 2 %", () => {
    const carried = [0.01, 0.001, 0.02].map((blocked) => loadOfLines({ lines: 30, blocked }));
    expect(carried.map((load) => load.toFixed(3))).toEqual(["20.337", "16.684", "21.932"]);
  });

  it.each([
    [1n, 1n, 1],
    [20_337n, 1_000n, 30],
    [57n, 2n, 12],
    [180n, 1n, 200],
    [3n, 1_000n, 5],
  ])("is to nine places what whole numbers say: %d/%d erlangs, %d lines", (top, under, lines) => {
    const exact = inWholeNumbers(top, under, lines);
    const erlangs = Number(top) / Number(under);
    expect(Math.abs(erlangB({ erlangs, lines }) - exact.blocked)).toBeLessThan(1e-9);
    expect(Math.abs(erlangC({ erlangs, agents: lines }) - exact.waits)).toBeLessThan(1e-9);
  });
});

describe("Erlang C", () => {
  const percent = (share: number) => (share * 100).toFixed(2);
  const seconds = (ms: number) => (ms / 1_000).toFixed(2);

  it("needs 14 agents for 100 calls in half an hour of 180 s, 80 % within 20 s", () => {
    const load = { callsPerHour: 200, handleMs: 180_000 };
    expect(agentsNeeded(load, { share: 0.8, withinMs: 20_000 })).toBe(14);
    const { serviceLevel, waits, asaMs, occupancy } = staffing(load, 14, 20_000);
    expect([percent(serviceLevel), percent(waits), seconds(asaMs), percent(occupancy)]).toEqual([
      ...["88.84", "17.41", "7.84", "71.43"],
    ]);
    const exact = inWholeNumbers(10n, 1n, 14).waits;
    expect(Math.abs(waits - exact)).toBeLessThan(1e-9);
    expect(Math.abs(serviceLevel - (1 - exact * Math.exp((-4 * 20) / 180)))).toBeLessThan(1e-9);
    expect(Math.abs(asaMs - (exact * 180_000) / 4)).toBeLessThan(1e-6);
  });

  it("needs 29 agents for 360 calls an hour of 240 s, 80 % within 20 s", () => {
    const load = { callsPerHour: 360, handleMs: 240_000 };
    expect(agentsNeeded(load, { share: 0.8, withinMs: 20_000 })).toBe(29);
    const { serviceLevel, asaMs } = staffing(load, 29, 20_000);
    expect([percent(serviceLevel), seconds(asaMs)]).toEqual(["84.03", "11.63"]);
    const exact = inWholeNumbers(24n, 1n, 29).waits;
    expect(Math.abs(serviceLevel - (1 - exact * Math.exp((-5 * 20) / 240)))).toBeLessThan(1e-9);
  });

  it("says that everybody waits without end when the load is too much", () => {
    expect(staffing({ callsPerHour: 60, handleMs: 60_000 }, 1, 20_000)).toEqual({
      waits: 1,
      serviceLevel: 0,
      asaMs: Number.POSITIVE_INFINITY,
      occupancy: 1,
    });
  });
});

describe("Erlang A", () => {
  const load = { callsPerHour: 360, handleMs: 240_000 };

  it("comes to Erlang C when callers are endlessly patient, and to Erlang B when they have no patience", () => {
    const patient = staffingWithPatience(load, { agents: 29, patienceMs: 1e13, withinMs: 20_000 });
    const c = staffing(load, 29, 20_000);
    expect(Math.abs(patient.waits - c.waits)).toBeLessThan(1e-6);
    expect(Math.abs(patient.serviceLevel - c.serviceLevel)).toBeLessThan(1e-6);
    const hasty = staffingWithPatience(load, { agents: 29, patienceMs: 1e-4, withinMs: 20_000 });
    expect(Math.abs(hasty.abandons - erlangB({ erlangs: 24, lines: 29 }))).toBeLessThan(1e-6);
  });

  it.each([20, 24, 29])(
    "is to nine places what the balance of all states, solved from the empty one up, says: %d agents",
    (agents) => {
      const [calls, ends, patience] = [0.1, 1 / 240, 1 / 120];
      const states = [1];
      for (let n = 1; n < 600; n += 1)
        states.push(((states[n - 1] ?? 0) * calls) / (Math.min(n, agents) * ends + Math.max(0, n - agents) * patience));
      const all = states.reduce((sum, one) => sum + one, 0);
      const waits = states.slice(agents).reduce((sum, one) => sum + one, 0) / all;
      const queue = states.reduce((sum, one, n) => sum + one * Math.max(0, n - agents), 0) / all;
      const found = staffingWithPatience(load, { agents, patienceMs: 120_000, withinMs: 20_000 });
      expect(Math.abs(found.waits - waits)).toBeLessThan(1e-9);
      expect(Math.abs(found.abandons - (queue * patience) / calls)).toBeLessThan(1e-9);
      expect(Math.abs(found.meanWaitMs / 1_000 - queue / calls)).toBeLessThan(1e-9);
    },
  );

  it("answers within a very long time whoever does not hang up", () => {
    const found = staffingWithPatience(load, { agents: 22, patienceMs: 120_000, withinMs: 3_600_000 });
    expect(Math.abs(found.serviceLevel - (1 - found.abandons))).toBeLessThan(1e-9);
  });
});
