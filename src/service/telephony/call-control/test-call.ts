import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { ServiceNumber } from "../dial-plan/index.ts";

/** A test call that nobody has carried out by then is refused: whoever asked is not at the phone any more. */
export const TEST_CALL_MS_MAX = 30_000;

/** Why the switch does not ring the phones of a number for a test. */
export type TestCallRefusal = "test-call-late" | "test-call-number-unknown" | "test-call-no-phone" | "test-call-busy";

/** What is known when a test call is to begin. */
export interface TestCallFacts {
  readonly requestedAtMs: number;
  readonly tenantId: string;
  /** The number as it is routed now; undefined when no such number is. */
  readonly number: ServiceNumber | undefined;
  /** Phones that can be reached now. */
  readonly reachable: ReadonlySet<string>;
}

/**
 * Decides whether the switch rings the phones of a number by itself. The code need not be open: the call never leaves the
 * installation.
 */
export function decideTestCall(facts: TestCallFacts, nowMs: number): Result<ServiceNumber, TestCallRefusal> {
  const { number, tenantId, reachable, requestedAtMs } = facts;
  if (nowMs - requestedAtMs > TEST_CALL_MS_MAX) return refuse("test-call-late");
  if (number === undefined || number.tenantId !== tenantId) return refuse("test-call-number-unknown");
  if (!number.phoneIds.some((phoneId) => reachable.has(phoneId))) return refuse("test-call-no-phone");
  return ok(number);
}
