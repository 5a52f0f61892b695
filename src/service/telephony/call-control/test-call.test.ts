import { describe, expect, it } from "vitest";
import type { ServiceNumber } from "../dial-plan/index.ts";
import { decideTestCall, TEST_CALL_MS_MAX, type TestCallFacts } from "./test-call.ts";

const number: ServiceNumber = {
  code: "1500123",
  tenantId: "a",
  mode: "off",
  ringMs: 30_000,
  isRecorded: true,
  phoneIds: ["p1", "p2"],
};
const facts: TestCallFacts = { requestedAtMs: 1_000, tenantId: "a", number, reachable: new Set(["p2"]) };

describe("a test call", () => {
  it("rings the phones of a number that is not open yet", () => {
    expect(decideTestCall(facts, 1_000)).toEqual({ ok: true, value: number });
  });

  it("is begun in its last millisecond and not after it", () => {
    expect(decideTestCall(facts, 1_000 + TEST_CALL_MS_MAX).ok).toBe(true);
    expect(decideTestCall(facts, 1_001 + TEST_CALL_MS_MAX)).toEqual({ ok: false, refusal: "test-call-late" });
  });

  it("is refused for a number that is not there, or is another tenant's", () => {
    const refused = { ok: false, refusal: "test-call-number-unknown" };
    expect(decideTestCall({ ...facts, number: undefined }, 1_000)).toEqual(refused);
    expect(decideTestCall({ ...facts, number: { ...number, tenantId: "b" } }, 1_000)).toEqual(refused);
  });

  it("is refused while no phone of the number can be reached", () => {
    const away = { ...facts, reachable: new Set(["another"]) };
    expect(decideTestCall(away, 1_000)).toEqual({ ok: false, refusal: "test-call-no-phone" });
  });
});
