import type { LicenseStatus, StatusAtOss, StatusRefusal } from "../../protocols/oss/index.ts";

/** What became of one attempt to deliver a report, by answer, by asking, or not at all. */
export type Attempt =
  | { readonly outcome: "delivered"; readonly how: "answered" | "found" }
  | { readonly outcome: "refused" | "unknown" | "not-sent"; readonly refusal: StatusRefusal };

/** A report as far as its delivery goes; `attempts` counts the one that just ended. */
export interface DeliveryFacts {
  readonly attempts: number;
  /** Whether an earlier attempt may have arrived. */
  readonly wasUnknown: boolean;
}

/** How patient delivery is. */
export interface DeliveryLimits {
  /** After this many attempts without a clear answer a report waits for an officer. */
  readonly attemptsMax: number;
  /** After this many clear refusals too. */
  readonly refusalsMax: number;
  readonly pauseMs: number;
  readonly pauseMsMax: number;
  /** OSS may still be working on what it did not answer; it is asked no sooner than this. */
  readonly settleMs: number;
  /** While nothing can be sent at all, it is tried again after this. */
  readonly lineMs: number;
}

/** The patience in use: about an hour of an OSS that does not answer, two minutes of one that refuses. */
export const deliveryLimits: DeliveryLimits = {
  attemptsMax: 12,
  refusalsMax: 4,
  pauseMs: 2_000,
  pauseMsMax: 600_000,
  settleMs: 3_000,
  lineMs: 5_000,
};

/** What is written about a report after an attempt. */
export interface DeliveryChange {
  readonly delivery: "queued" | "stuck" | "delivered";
  readonly outcomeUnknown: boolean;
  readonly attempts: number;
  /** How long to wait before the next attempt; null when there is none. */
  readonly waitMs: number | null;
  readonly how: "answered" | "found" | null;
  readonly error: { readonly code: StatusRefusal["code"]; readonly detail: string } | null;
}

/** Decides what an attempt means; `chance` from 0 up to 1 spreads attempts of many cases. */
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

/** Whether the status that OSS told for a licence shows that a report of `status` has arrived. */
export function hasArrived(told: StatusAtOss, status: LicenseStatus): boolean {
  return told.status === status;
}
