import { describe, expect, it } from "vitest";
import { licencePhaseOf, type PhaseFacts, STAGES } from "./licence-stages.ts";

const begun: PhaseFacts = { hasNumber: true, licence: null, test: null, handover: "none", standing: null };

describe("the stages from an access code to the active licence", () => {
  it("follow each other without a gap, each with what the company does or waits for", () => {
    const steps: readonly (readonly [Partial<PhaseFacts>, string, string])[] = [
      [{}, "licence", "begin"],
      [{ licence: "draft" }, "licence", "draft"],
      [{ licence: "checking" }, "licence", "evaluation"],
      [{ licence: "returned" }, "licence", "returned"],
      [{ licence: "endorsed" }, "licence", "evaluation"],
      [{ licence: "verified" }, "test", "askTest"],
      [{ test: "scheduled" }, "test", "test"],
      [{ test: "failed" }, "test", "askTest"],
      [{ test: "reported" }, "test", "test"],
      [{ test: "passed" }, "sklo", "sklo"],
      [{ test: "certified" }, "sklo", "sklo"],
      [{ handover: "to-upload" }, "oss", "upload"],
      [{ handover: "seen" }, "oss", "seen"],
      [{ handover: "granted", standing: "active" }, "active", "active"],
      [{ standing: "suspended" }, "active", "suspended"],
      [{ standing: "revoked" }, "licence", "begin"],
    ];
    let facts = begun;
    const reached = new Set<string>(["number"]);
    for (const [change, stage, next] of steps) {
      facts = { ...facts, ...change };
      expect([facts, licencePhaseOf(facts)]).toEqual([facts, { stage, next }]);
      reached.add(stage);
    }
    expect([...reached].toSorted()).toEqual([...STAGES].toSorted());
  });

  it("begin with the access code, unless the licence is on record already", () => {
    expect(licencePhaseOf({ ...begun, hasNumber: false })).toBeUndefined();
    expect(licencePhaseOf({ ...begun, hasNumber: false, standing: "active" })?.stage).toBe("active");
  });
});
