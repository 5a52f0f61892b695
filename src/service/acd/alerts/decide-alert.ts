import { type AlertRule, hasReached } from "./alert-rule.shared.ts";

/** When two evaluations are further apart than this, the time between them counts for neither state. */
export const UNSEEN_MAX_MS = 30_000;

/** The memory of an alert: since when its value has been too bad or good enough, and the last evaluation. */
export interface Watched {
  readonly seenMs: number | null;
  readonly badSinceMs: number | null;
  readonly calmSinceMs: number | null;
}

/** The state of an alert that has not been evaluated yet. */
export const UNWATCHED: Watched = { seenMs: null, badSinceMs: null, calmSinceMs: null };

/** The state of an active alert. */
export interface ActiveAlertState {
  readonly toldMs: number;
  readonly isAcknowledged: boolean;
}

/** The input of an evaluation. */
export interface Seen {
  /** Null without a value: no queue is left, or a share has too few contacts. */
  readonly figure: number | null;
  /** Whether the instant is within the hours of the alert. */
  readonly isInHours: boolean;
}

/** The result of an evaluation. */
export type Transition = "raise" | "repeat" | "clear";

type DecidedBy = Pick<
  AlertRule,
  "comparison" | "raiseAt" | "holdSeconds" | "clearAt" | "clearSeconds" | "repeatMinutes"
>;

/**
 * Evaluates an alert: it is raised once its value has been too bad for the hold time, notified again while it is active and not
 * acknowledged, and cleared once the value has been good enough for the clear time. A gap between evaluations counts for neither.
 */
export function decideAlert(
  rule: DecidedBy,
  state: { readonly watched: Watched; readonly standing: ActiveAlertState | null },
  seen: Seen,
  nowMs: number,
): { readonly watched: Watched; readonly transition: Transition | null } {
  const before = goesOn(state.watched, nowMs) ? state.watched : UNWATCHED;
  const [isBad, isCalm] = [isTooBad(rule, seen), isGoodEnough(rule, seen)];
  const watched: Watched = {
    seenMs: nowMs,
    badSinceMs: isBad ? (before.badSinceMs ?? nowMs) : null,
    calmSinceMs: isCalm ? (before.calmSinceMs ?? nowMs) : null,
  };
  const transition = transitionOf(rule, { ...state, watched }, { isInHours: seen.isInHours, nowMs });
  return { watched: isTurn(transition) ? { ...UNWATCHED, seenMs: nowMs } : watched, transition };
}

function transitionOf(
  rule: DecidedBy,
  { watched, standing }: { readonly watched: Watched; readonly standing: ActiveAlertState | null },
  { isInHours, nowMs }: { readonly isInHours: boolean; readonly nowMs: number },
): Transition | null {
  const hasLasted = (sinceMs: number | null, seconds: number) => sinceMs !== null && nowMs - sinceMs >= seconds * 1_000;
  if (standing === null) return hasLasted(watched.badSinceMs, rule.holdSeconds) ? "raise" : null;
  if (hasLasted(watched.calmSinceMs, rule.clearSeconds)) return "clear";
  const { repeatMinutes } = rule;
  const isDue = repeatMinutes !== null && nowMs - standing.toldMs >= repeatMinutes * 60_000;
  return isDue && isInHours && !standing.isAcknowledged ? "repeat" : null;
}

const isTurn = (transition: Transition | null) => transition === "raise" || transition === "clear";

function goesOn({ seenMs }: Watched, nowMs: number): boolean {
  return seenMs !== null && nowMs >= seenMs && nowMs - seenMs <= UNSEEN_MAX_MS;
}

function isTooBad({ comparison, raiseAt }: DecidedBy, { figure, isInHours }: Seen): boolean {
  return isInHours && figure !== null && hasReached(figure, { comparison, at: raiseAt });
}

/** Outside the hours of the alert, and without a value, the state counts as good enough. */
function isGoodEnough({ comparison, clearAt }: DecidedBy, { figure, isInHours }: Seen): boolean {
  const back = comparison === "at-least" ? "at-most" : "at-least";
  return !isInHours || figure === null || hasReached(figure, { comparison: back, at: clearAt });
}
