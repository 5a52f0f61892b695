import { ok, type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import type { ContactOutcome } from "../routing/queue-event.ts";

/** The maximum time ahead of a scheduled callback. */
const AHEAD_MS_MAX = 60 * 86_400_000;
/** A minute that has just passed counts as now: minutes have no seconds, and clocks differ. */
const PAST_MS_MAX = 60_000;
/** The pause after an attempt that reached no customer. */
export const RETRY_MS = 15 * 60_000;
/** The maximum of attempts for one customer. */
export const TRIES_MAX = 3;

/** The states of a scheduled callback; the last six are final. */
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

/** Refusals of scheduled callbacks. */
export const PLAN_REFUSALS = {
  "no-such-contact": "not-found",
  "no-such-callback": "not-found",
  "no-such-queue": ["not-found", "queueId"],
  "callback-number-bad": ["conflict", "number"],
  "callback-in-past": ["conflict", "time"],
  "callback-too-far": ["conflict", "date"],
  // Not at a field, since the scheduling agent has to confirm it.
  "callback-outside-hours": "conflict",
  "callback-not-your-queue": ["conflict", "queueId"],
  "callback-number-planned": ["taken", "number"],
  "callbacks-full": "limit",
  "callback-its-turn": "conflict",
  "callback-over": "conflict",
  "callback-stale": "stale",
  "callback-from-website": ["conflict", "number"],
  "callback-id-taken": "taken",
} as const satisfies RefusalTable;

/** Why a callback is not scheduled, changed or cancelled. */
export type PlanRefusal = keyof typeof PLAN_REFUSALS;

/** The facts that decide on a callback. */
export interface PlanFacts {
  readonly nowMs: number;
  readonly dueAtMs: number;
  readonly isNumber: boolean;
  /** Whether the call centre has named hours and is closed by all of them at that time. */
  readonly isClosedThen: boolean;
  /** Whether the scheduling agent confirms that. */
  readonly isConfirmed: boolean;
  /** The queue exists; and the agent serves it. */
  readonly isQueue: boolean;
  readonly isServed: boolean;
  readonly isOwn: boolean;
}

/** Decides whether a callback can be scheduled. */
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

/** Decides whether a callback may still be changed or cancelled over this version. */
export function decidePlanChange(
  plan: { readonly state: PlanState; readonly version: number },
  expectedVersion: number,
): Result<null, PlanRefusal> {
  if (plan.state === "due") return refuse("callback-its-turn");
  if (plan.state !== "planned") return refuse("callback-over");
  return plan.version === expectedVersion ? ok(null) : refuse("callback-stale");
}

/** A callback after an attempt. */
export interface TriedPlan {
  readonly tries: number;
  readonly triesMax: number;
  /** Whether the customer was, or may have been, dialled. */
  readonly isDialled: boolean;
}

/** The next state: ended, or scheduled again. */
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
  // It is unknown whether the customer was reached, so that a person has to decide before another attempt.
  "system-restart": "cut-off",
};

/** The next state after an attempt with `outcome`: a customer who was not reached is dialled again after a quarter of an hour while attempts are left. */
export function afterTry(plan: TriedPlan, outcome: ContactOutcome, nowMs: number): AfterTry {
  const tries = plan.isDialled ? plan.tries + 1 : plan.tries;
  if (outcome !== "callback-unreached") return { state: END_OF[outcome], tries };
  if (tries >= plan.triesMax) return { state: "unreached", tries };
  return { state: "planned", tries, dueAtMs: nowMs + RETRY_MS };
}
