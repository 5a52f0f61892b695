/** How fast messages may go to a carrier now. */
export interface CarrierRateState {
  /** Messages that may go at once. */
  readonly tokens: number;
  readonly filledMs: number;
  /** Nothing goes before this: the carrier said that it cannot take more. */
  readonly heldUntilMs: number;
  /** Refusals for now since the last message that was taken. */
  readonly refusals: number;
}

/** How many messages a second, and how many at once. */
export interface CarrierRateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

const HOLD_MS_LEAST = 500;
const HOLD_MS_MOST = 30_000;
const SECOND_MS = 1_000;

/** A carrier of which nothing is known yet. */
export function initialCarrierRate({ burst }: CarrierRateLimit, nowMs: number): CarrierRateState {
  return { tokens: burst, filledMs: nowMs, heldUntilMs: nowMs, refusals: 0 };
}

/** A rate, of which so much of a second may go at once. */
export function carrierRateLimit(perSecond: number, secondsAtOnce: number): CarrierRateLimit {
  return { perSecond, burst: Math.max(1, Math.ceil(perSecond * secondsAtOnce)) };
}

/** The pace at a later moment, and how many messages may go then: none before `least` of them may. */
export function carrierRateAt(
  rateState: CarrierRateState,
  { perSecond, burst }: CarrierRateLimit,
  nowMs: number,
  least = 1,
): { readonly pace: CarrierRateState; readonly permitted: number; readonly waitMs: number } {
  const grown = rateState.tokens + (Math.max(0, nowMs - rateState.filledMs) * perSecond) / SECOND_MS;
  const filled = { ...rateState, tokens: Math.min(burst, grown), filledMs: nowMs };
  if (nowMs < rateState.heldUntilMs) return { pace: filled, permitted: 0, waitMs: rateState.heldUntilMs - nowMs };
  const whole = Math.floor(filled.tokens);
  const wanted = Math.min(least, burst);
  if (whole >= wanted) return { pace: filled, permitted: whole, waitMs: 0 };
  return { pace: filled, permitted: 0, waitMs: Math.ceil(((wanted - filled.tokens) * SECOND_MS) / perSecond) };
}

/** The pace after so many were sent. */
export function spent(rateState: CarrierRateState, count: number): CarrierRateState {
  return { ...rateState, tokens: rateState.tokens - count };
}

/** The pace after the carrier refused one for now: a pause that is doubled each time until one is taken again. */
export function slowed(rateState: CarrierRateState, nowMs: number): CarrierRateState {
  // Of a window that was refused together only the first counts.
  if (nowMs < rateState.heldUntilMs) return rateState;
  const holdMs = Math.min(HOLD_MS_MOST, HOLD_MS_LEAST * 2 ** Math.min(rateState.refusals, 10));
  return { ...rateState, heldUntilMs: nowMs + holdMs, refusals: rateState.refusals + 1 };
}

/** The pace after the carrier took one. */
export function eased(rateState: CarrierRateState): CarrierRateState {
  return rateState.refusals === 0 ? rateState : { ...rateState, refusals: 0 };
}
