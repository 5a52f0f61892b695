import { type AlertRule, hasReached } from "./alert-rule.shared.ts";

/** Looks that are further apart than this tell nothing of the time between them. */
export const UNSEEN_MAX_MS = 30_000;

/** What was seen of an alert: since when its figure has been too bad, or good enough, and the last look. */
export interface Watched {
  readonly seenMs: number | null;
  readonly badSinceMs: number | null;
  readonly calmSinceMs: number | null;
}

/** An alert nobody has looked at yet. */
export const UNWATCHED: Watched = { seenMs: null, badSinceMs: null, calmSinceMs: null };

/** An alert that stands. */
export interface ActiveAlertState {
  readonly toldMs: number;
  readonly isAcknowledged: boolean;
}

/** What a look found. */
export interface Seen {
  /** Null where there is nothing to judge: no queue left, or too few contacts for a share. */
  readonly figure: number | null;
  /** Whether it watches at this hour. */
  readonly isInHours: boolean;
}

/** What follows of a look. */
export type Transition = "raise" | "repeat" | "clear";

type DecidedBy = Pick<
  AlertRule,
  "comparison" | "raiseAt" | "holdSeconds" | "clearAt" | "clearSeconds" | "repeatMinutes"
>;

/**
 * What follows of a look at an alert: it is raised once its figure has been too bad for so long, told again while it stands and nobody
 * has taken it on, and cleared once the figure has been good enough for so long. What nobody saw counts for neither.
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

/** At an hour in which it does not watch, and of what is no figure, there is nothing to be told. */
function isGoodEnough({ comparison, clearAt }: DecidedBy, { figure, isInHours }: Seen): boolean {
  const back = comparison === "at-least" ? "at-most" : "at-least";
  return !isInHours || figure === null || hasReached(figure, { comparison: back, at: clearAt });
}
