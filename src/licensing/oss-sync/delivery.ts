import type { LicenseStatus, StatusAtOss, StatusRefusal } from "../../protocols/oss/index.ts";

/** The result of one attempt to deliver a report: confirmed by the reply or by a query, or failed. */
export type Attempt =
  | { readonly outcome: "delivered"; readonly how: "answered" | "found" }
  | { readonly outcome: "refused" | "unknown" | "not-sent"; readonly refusal: StatusRefusal };

/** The fields of a report that its delivery depends on; `attempts` includes the one that just ended. */
export interface DeliveryFacts {
  readonly attempts: number;
  /** Whether an earlier attempt may have arrived. */
  readonly wasUnknown: boolean;
}

/** Retry limits of the delivery. */
export interface DeliveryLimits {
  /** After this many attempts without a clear answer, a report is stuck and waits for an officer. */
  readonly attemptsMax: number;
  /** The same after this many explicit refusals. */
  readonly refusalsMax: number;
  readonly pauseMs: number;
  readonly pauseMsMax: number;
  /** Minimum wait before a query about an unanswered report, because OSS may still be processing it. */
  readonly settleMs: number;
  /** Interval between attempts while sending is impossible. */
  readonly lineMs: number;
}

/** The limits in use: about an hour without an answer from OSS, two minutes of refusals. */
export const deliveryLimits: DeliveryLimits = {
  attemptsMax: 12,
  refusalsMax: 4,
  pauseMs: 2_000,
  pauseMsMax: 600_000,
  settleMs: 3_000,
  lineMs: 5_000,
};

/** The changes of a report after an attempt. */
export interface DeliveryChange {
  readonly delivery: "queued" | "stuck" | "delivered";
  readonly outcomeUnknown: boolean;
  readonly attempts: number;
  /** Delay before the next attempt; null if there is none. */
  readonly waitMs: number | null;
  readonly how: "answered" | "found" | null;
  readonly error: { readonly code: StatusRefusal["code"]; readonly detail: string } | null;
}

/** Decides the effect of an attempt; `chance` from 0 up to 1 adds jitter, to spread the attempts of many cases. */
export function afterAttempt(
  facts: DeliveryFacts,
  attempt: Attempt,
  patience: { readonly limits: DeliveryLimits; readonly chance: number },
): DeliveryChange {
  const { limits } = patience;
  const { attempts, wasUnknown } = facts;
  if (attempt.outcome === "delivered")
    return { delivery: "delivered", outcomeUnknown: false, attempts, waitMs: null, how: attempt.how, error: null };
  const { code, detail } = attempt.refusal;
  const failed = { how: null, error: { code, detail } } as const;
  if (attempt.outcome === "not-sent") {
    const uncounted = { delivery: "queued", outcomeUnknown: wasUnknown, attempts: Math.max(0, attempts - 1) } as const;
    return { ...failed, ...uncounted, waitMs: limits.lineMs };
  }
  const outcomeUnknown = attempt.outcome === "unknown";
  const most = outcomeUnknown ? limits.attemptsMax : limits.refusalsMax;
  if (attempts >= most) return { ...failed, delivery: "stuck", outcomeUnknown, attempts, waitMs: null };
  const backOff = Math.min(limits.pauseMsMax, limits.pauseMs * 2 ** (attempts - 1));
  const waitMs = Math.round(backOff * (0.5 + patience.chance / 2));
  return {
    ...failed,
    delivery: "queued",
    outcomeUnknown,
    attempts,
    waitMs: outcomeUnknown ? Math.max(limits.settleMs, waitMs) : waitMs,
  };
}

/** Whether the status of a licence at OSS shows that a report of `status` has arrived. */
export function hasArrived(told: StatusAtOss, status: LicenseStatus): boolean {
  return told.status === status;
}
