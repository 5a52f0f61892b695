/** Pauses before a delivery is tried again, and the one that comes again and again after them. */
const PAUSES_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000] as const;
const LAST_PAUSE_MS = 3_600_000;
/** A pause is so much shorter or longer by chance, so that what failed together does not come back together. */
const JITTER = 0.2;
/** An address that did not hear so many calls in a row is called once in a while only, until it hears one. */
export const FAILING_FROM = 5;
const PROBE_MS = 30_000;
const PROBE_MS_MAX = 300_000;
const GONE = 410;

/** Where a delivery stands after a try. */
export type AfterTry =
  | { readonly state: "delivered" }
  | { readonly state: "dead"; readonly isGone: boolean }
  | { readonly state: "waiting"; readonly nextTryMs: number };

/** How a try went, and until when others may follow. */
export interface Tried {
  /** What the other side answered; null for nothing. */
  readonly status: number | null;
  /** Tries until now, this one among them. */
  readonly tries: number;
  readonly nowMs: number;
  readonly giveUpMs: number;
  /** Between 0 and 1. */
  readonly chance: number;
}

/** What becomes of a delivery: heard is what was answered by 2xx, and 410 ends the address; anything else is tried again for a day. */
export function afterTry({ status, tries, nowMs, giveUpMs, chance }: Tried): AfterTry {
  if (status !== null && status >= 200 && status < 300) return { state: "delivered" };
  if (status === GONE) return { state: "dead", isGone: true };
  const nextTryMs = nowMs + jittered(PAUSES_MS[tries - 1] ?? LAST_PAUSE_MS, chance);
  return nextTryMs < giveUpMs ? { state: "waiting", nextTryMs } : { state: "dead", isGone: false };
}

/** How long an address is left alone that did not hear so many calls in a row; zero while it counts as being there. */
export function probePauseMs({ failures, chance }: { readonly failures: number; readonly chance: number }): number {
  if (failures < FAILING_FROM) return 0;
  return jittered(Math.min(PROBE_MS * 2 ** (failures - FAILING_FROM), PROBE_MS_MAX), chance);
}

function jittered(pauseMs: number, chance: number): number {
  return Math.round(pauseMs * (1 - JITTER + 2 * JITTER * chance));
}
