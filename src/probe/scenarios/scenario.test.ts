import { describe, expect, it } from "vitest";
import { currentRuleset, openRulebook, readNumberingPlan } from "../../regulation/index.ts";
import { checkScenario, numberAfter, planCalls, readMenu, type Scenario } from "./scenario.ts";
import { pairNumber, TONE_PAIRS, tonePair } from "./tone-pairs.ts";

const opened = openRulebook({ version: currentRuleset.version, atDate: "2026-11-26" });
if (!opened.ok) throw new Error("no rules");
const EMERGENCY = new Set(readNumberingPlan(opened.value).emergencyCodes);

const SCENARIO: Scenario = {
  host: "192.0.2.1",
  port: 5060,
  transport: "udp",
  code: "14045",
  lines: 30,
  holdMs: 60_000,
  rampMs: 3_000,
  settleMs: 1_000,
  callerBase: "+628119900000",
  callers: 30,
  menu: [],
  answers: true,
};
const refusalOf = (change: Partial<Scenario>) => {
  const checked = checkScenario({ ...SCENARIO, ...change }, EMERGENCY);
  return checked.ok ? null : checked.refusal;
};
const menuOf = (...keys: readonly string[]) => keys.map((one) => ({ keys: one, toneHz: null }));

describe("a scenario", () => {
  it("may be played as the licence commits the operator: 30 calls of 60 seconds", () => {
    expect(refusalOf({})).toBeNull();
  });

  it.each(["110", "112", "113", "115", "118", "1-1-2", "+62112", "0112", "0062 110"])(
    "never calls the emergency number %s",
    (code) => {
      expect(refusalOf({ code })).toBe("emergency-number");
    },
  );

  it("never presses the keys of an emergency number, at once or one branch after the other", () => {
    expect(refusalOf({ menu: menuOf("1", "112") })).toBe("emergency-number");
    expect(refusalOf({ menu: menuOf("1*1#2") })).toBe("emergency-number");
    expect(refusalOf({ menu: menuOf("1", "1", "2") })).toBe("emergency-number");
    expect(refusalOf({ menu: menuOf("1", "2", "3") })).toBeNull();
  });

  it("says emergency first, whatever else is wrong", () => {
    expect(refusalOf({ code: "110", lines: 0, holdMs: 0 })).toBe("emergency-number");
  });

  it.each([
    [{ code: "abc" }, "code-wrong"],
    [{ lines: 0 }, "lines-wrong"],
    [{ lines: 301 }, "lines-wrong"],
    [{ holdMs: 999 }, "hold-wrong"],
    [{ holdMs: 2_000, settleMs: 1_001, rampMs: 0 }, "hold-wrong"],
    [{ rampMs: 30_001 }, "ramp-wrong"],
    [{ callerBase: "x" }, "caller-wrong"],
    [{ callers: 31 }, "caller-wrong"],
    [{ callers: 0 }, "caller-wrong"],
    [{ menu: menuOf("A") }, "menu-wrong"],
    [{ menu: menuOf("2", "2") }, "menu-wrong"],
  ] as const)("is refused for %o", (change, refusal) => {
    expect(refusalOf(change)).toBe(refusal);
  });

  it("spreads its calls over the ramp, each from a number of its own", () => {
    const calls = planCalls(SCENARIO);
    expect(calls.map(({ atMs }) => atMs).slice(0, 3)).toEqual([0, 100, 200]);
    expect(new Set(calls.map(({ callerNumber }) => callerNumber)).size).toBe(30);
    expect(calls[29]?.callerNumber).toBe("+628119900029");
    expect(numberAfter("0099", 2)).toBe("0101");
    const few = planCalls({ ...SCENARIO, callers: 2 }).map(({ callerNumber }) => callerNumber);
    expect(few.slice(0, 3)).toEqual(["+628119900000", "+628119900001", "+628119900000"]);
  });

  it("reads menus with and without tones", () => {
    expect(readMenu("1, 2:440,3*")).toEqual([
      { keys: "1", toneHz: null },
      { keys: "2", toneHz: 440 },
      { keys: "3*", toneHz: null },
    ]);
    expect(readMenu("1,,2")).toBeNull();
  });
});

describe("pairs of tones", () => {
  it("are all different, read back as the number they were made from, and enough for 300 calls both ways", () => {
    const pairs = Array.from({ length: TONE_PAIRS }, (_, nth) => tonePair(nth));
    expect(new Set(pairs.map(String)).size).toBe(TONE_PAIRS);
    expect(pairs.map(pairNumber)).toEqual(pairs.map((_, nth) => nth));
    expect(TONE_PAIRS).toBeGreaterThanOrEqual(600);
  });

  it("differ in both frequencies from their neighbours, and hold whole cycles in 20 ms", () => {
    for (let nth = 1; nth < TONE_PAIRS; nth += 1) {
      const [before, here] = [tonePair(nth - 1), tonePair(nth)];
      expect(here[0] !== before[0] && here[1] !== before[1]).toBe(true);
      expect(here.every((hz) => (hz * 20) % 1_000 === 0)).toBe(true);
    }
  });
});
