import { describe, expect, it } from "vitest";
import { ASSUMED_RULE, type CodeCall, regulatoryLevel } from "./regulatory-level.ts";

const call = (more: Partial<CodeCall>): CodeCall => ({
  arrivedAtMs: 0,
  agentAfterMs: null,
  endedAfterMs: 60_000,
  isServedByFlow: false,
  ...more,
});

describe("the level that the regulator asks for", () => {
  it("counts an answer at 30 s, not at 30.001 s, and leaves out who hung up within 5 s only", () => {
    const calls = [
      call({ agentAfterMs: 30_000 }),
      call({ agentAfterMs: 30_001 }),
      call({ endedAfterMs: 5_000 }),
      call({ endedAfterMs: 5_001 }),
    ];
    expect(regulatoryLevel(calls, [])).toMatchObject({ received: 4, dropped: 1, answeredWithin: 1, level: 1 / 3 });
  });

  it("shows calls of the flow beside it, or in it where the rule says so", () => {
    const calls = [call({ isServedByFlow: true }), call({ agentAfterMs: 1_000 }), call({})];
    expect(regulatoryLevel(calls, [])).toMatchObject({ servedByFlow: 1, level: 1 / 2 });
    expect(regulatoryLevel(calls, [], { ...ASSUMED_RULE, flowCalls: "as-answered" }).level).toBe(2 / 3);
  });

  it("leaves a time of force majeure out, its last instant excepted, and has no level without calls", () => {
    const period = { fromMs: 100, untilMs: 200, decisionId: "d" };
    const calls = [call({ arrivedAtMs: 100 }), call({ arrivedAtMs: 199 }), call({ arrivedAtMs: 200, agentAfterMs: 1 })];
    expect(regulatoryLevel(calls, [period])).toMatchObject({ received: 3, excluded: 2, level: 1 });
    expect(regulatoryLevel(calls.slice(0, 2), [period]).level).toBeNull();
  });
});
