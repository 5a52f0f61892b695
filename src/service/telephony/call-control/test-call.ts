import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { ServiceNumber } from "../dial-plan/index.ts";

/** A test call that was not executed within this time is refused, since the person may have left the phone. */
export const TEST_CALL_MS_MAX = 30_000;

/** Why the switch does not ring the phones of a number for a test. */
export type TestCallRefusal = "test-call-late" | "test-call-number-unknown" | "test-call-no-phone" | "test-call-busy";

/** The facts that decide on a test call. */
export interface TestCallFacts {
  readonly requestedAtMs: number;
  readonly tenantId: string;
  /** The number with its current routing; undefined when it is not routed. */
  readonly number: ServiceNumber | undefined;
  /** The phones that are registered now. */
  readonly reachable: ReadonlySet<string>;
}

/** Decides whether the switch rings the phones of a number. The number need not be open: the call never leaves the installation. */
export function decideTestCall(facts: TestCallFacts, nowMs: number): Result<ServiceNumber, TestCallRefusal> {
  const { number, tenantId, reachable, requestedAtMs } = facts;
  if (nowMs - requestedAtMs > TEST_CALL_MS_MAX) return refuse("test-call-late");
  if (number === undefined || number.tenantId !== tenantId) return refuse("test-call-number-unknown");
  if (!number.phoneIds.some((phoneId) => reachable.has(phoneId))) return refuse("test-call-no-phone");
  return ok(number);
}
