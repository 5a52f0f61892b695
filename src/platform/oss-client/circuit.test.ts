import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admit, afterAnswer, afterFailure, type Circuit, closedCircuit } from "./circuit.ts";

const limits = { failuresMax: 3, openMs: 1_000 };
const fail = (circuit: Circuit, nowMs: number) => afterFailure(circuit, nowMs, limits);

describe("the circuit breaker", () => {
  it("opens after three failures in a row and not before", () => {
    const two = fail(fail(closedCircuit, 0), 0);
    expect(two.name).toBe("closed");
    expect(fail(two, 500)).toEqual({ name: "open", untilMs: 1_500 });
  });

  it("forgets failures as soon as OSS answers", () => {
    fail(fail(closedCircuit, 0), 0);
    expect(fail(afterAnswer(), 0)).toEqual({ name: "closed", failures: 1 });
  });

  it("lets exactly one probe out when its time has come", () => {
    const open: Circuit = { name: "open", untilMs: 1_000 };
    expect(admit(open, 999, limits).may).toBe(false);
    const probe = admit(open, 1_000, limits);
    expect(probe).toEqual({ may: true, circuit: { name: "probing", untilMs: 2_000 } });
    expect(admit(probe.circuit, 1_001, limits).may).toBe(false);
    expect(fail(probe.circuit, 1_100)).toEqual({ name: "open", untilMs: 2_100 });
  });

  it("does not stay shut for ever when a probe is lost", () => {
    expect(admit({ name: "probing", untilMs: 2_000 }, 2_000, limits).may).toBe(true);
  });

  it("never lets more than the limit of failures through between two answers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), (pauses) => {
        let circuit: Circuit = closedCircuit;
        let nowMs = 0;
        let through = 0;
        for (const pause of pauses) {
          nowMs += pause;
          const admission = admit(circuit, nowMs, limits);
          circuit = admission.circuit;
          if (!admission.may) continue;
          through += 1;
          circuit = fail(circuit, nowMs);
        }
        expect(through).toBeLessThanOrEqual(limits.failuresMax + Math.floor(nowMs / limits.openMs));
      }),
    );
  });
});
