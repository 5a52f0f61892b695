import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { ContactOutcome } from "../routing/queue-event.ts";

/** Callbacks may be planned for so long ahead. */
const AHEAD_MS_MAX = 60 * 86_400_000;
/** An hour that has just passed counts as now: minutes have no seconds, and clocks differ. */
const PAST_MS_MAX = 60_000;
/** After a try that reached nobody so long passes before the next. */
export const RETRY_MS = 15 * 60_000;
/** Times that one customer is dialled at the most. */
export const TRIES_MAX = 3;

/** How a callback that was planned stands; the last six are ends of it. */
export type PlanState =
  | "planned"
  | "due"
  | "reached"
  | "unreached"
  | "expired"
  | "barred"
  | "queue-gone"
  | "cut-off"
  | "cancelled";

/** Why a callback is not planned, changed or cancelled. */
export type PlanRefusal =
  | "no-such-contact"
  | "no-such-callback"
  | "no-such-queue"
  | "callback-number-bad"
  | "callback-in-past"
  | "callback-too-far"
  | "callback-outside-hours"
  | "callback-not-your-queue"
  | "callback-number-planned"
  | "callbacks-full"
  | "callback-its-turn"
  | "callback-over"
  | "callback-stale"
  | "callback-from-website"
  | "callback-id-taken";

/** What is asked about a callback before it is planned. */
export interface PlanFacts {
  readonly nowMs: number;
  readonly dueAtMs: number;
  readonly isNumber: boolean;
  /** Whether the call centre has named hours and is closed by all of them then. */
  readonly isClosedThen: boolean;
  /** Whether whoever plans it has read that, and means it. */
  readonly isConfirmed: boolean;
  /** The queue is there; and the agent serves it. */
  readonly isQueue: boolean;
  readonly isServed: boolean;
  readonly isOwn: boolean;
}

/** Whether a callback can be planned so. */
export function decidePlan(facts: PlanFacts): Result<null, PlanRefusal> {
  const aheadMs = facts.dueAtMs - facts.nowMs;
  if (!facts.isNumber) return refuse("callback-number-bad");
  if (aheadMs < -PAST_MS_MAX) return refuse("callback-in-past");
  if (aheadMs > AHEAD_MS_MAX) return refuse("callback-too-far");
  if (!facts.isQueue) return refuse("no-such-queue");
  if (facts.isOwn && !facts.isServed) return refuse("callback-not-your-queue");
  if (facts.isClosedThen && !facts.isConfirmed) return refuse("callback-outside-hours");
  return ok(null);
}

/** Whether a callback may still be changed or cancelled over this version. */
export function decidePlanChange(
  plan: { readonly state: PlanState; readonly version: number },
  expectedVersion: number,
): Result<null, PlanRefusal> {
  if (plan.state === "due") return refuse("callback-its-turn");
  if (plan.state !== "planned") return refuse("callback-over");
  return plan.version === expectedVersion ? ok(null) : refuse("callback-stale");
}

/** A callback whose try is over. */
export interface TriedPlan {
  readonly tries: number;
  readonly triesMax: number;
  /** Whether the customer was, or may have been, dialled. */
  readonly isDialled: boolean;
}

/** What becomes of it: over, or tried again at an hour. */
export type AfterTry =
  | { readonly state: "planned"; readonly tries: number; readonly dueAtMs: number }
  | { readonly state: Exclude<PlanState, "planned" | "due" | "cancelled" | "queue-gone">; readonly tries: number };

const END_OF: Readonly<Record<Exclude<ContactOutcome, "callback-unreached">, Exclude<AfterTry["state"], "planned">>> = {
  answered: "reached",
  "callback-barred": "barred",
  "callback-expired": "expired",
  abandoned: "expired",
  left: "expired",
  overflowed: "expired",
  // Nobody knows whether he was reached: a person looks before he is dialled again.
  "system-restart": "cut-off",
};

/** What a try that came to `outcome` means: whoever was not reached is tried again while tries are left, after a quarter of an hour. */
export function afterTry(plan: TriedPlan, outcome: ContactOutcome, nowMs: number): AfterTry {
  const tries = plan.isDialled ? plan.tries + 1 : plan.tries;
  if (outcome !== "callback-unreached") return { state: END_OF[outcome], tries };
  if (tries >= plan.triesMax) return { state: "unreached", tries };
  return { state: "planned", tries, dueAtMs: nowMs + RETRY_MS };
}
