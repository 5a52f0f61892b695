/** Pauses before a delivery is retried, and the repeated one after them. */
const PAUSES_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000] as const;
const LAST_PAUSE_MS = 3_600_000;
/** The random share by which a pause is shortened or extended, so that deliveries that failed together are not retried together. */
const JITTER = 0.2;
/** After this many consecutive failures an endpoint is only probed, until a request succeeds. */
export const FAILING_FROM = 5;
const PROBE_MS = 30_000;
const PROBE_MS_MAX = 300_000;
const GONE = 410;

/** The state of a delivery after an attempt. */
export type AfterTry =
  | { readonly state: "delivered" }
  | { readonly state: "dead"; readonly isGone: boolean }
  | { readonly state: "waiting"; readonly nextTryMs: number };

/** The result of an attempt, and the time limit of further ones. */
export interface Tried {
  /** The HTTP status; null without a response. */
  readonly status: number | null;
  /** The number of attempts, including this one. */
  readonly tries: number;
  readonly nowMs: number;
  readonly giveUpMs: number;
  /** Between 0 and 1. */
  readonly chance: number;
}

/** Decides on a delivery: a 2xx response delivers it, and 410 ends the endpoint; any other result is retried until the time limit. */
export function afterTry({ status, tries, nowMs, giveUpMs, chance }: Tried): AfterTry {
  if (status !== null && status >= 200 && status < 300) return { state: "delivered" };
  if (status === GONE) return { state: "dead", isGone: true };
  const nextTryMs = nowMs + jittered(PAUSES_MS[tries - 1] ?? LAST_PAUSE_MS, chance);
  return nextTryMs < giveUpMs ? { state: "waiting", nextTryMs } : { state: "dead", isGone: false };
}

/** The pause before the next probe of an endpoint after this many consecutive failures; zero while it counts as reachable. */
export function probePauseMs({ failures, chance }: { readonly failures: number; readonly chance: number }): number {
  if (failures < FAILING_FROM) return 0;
  return jittered(Math.min(PROBE_MS * 2 ** (failures - FAILING_FROM), PROBE_MS_MAX), chance);
}

function jittered(pauseMs: number, chance: number): number {
  return Math.round(pauseMs * (1 - JITTER + 2 * JITTER * chance));
}
