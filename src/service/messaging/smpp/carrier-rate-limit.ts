/** State of the token bucket of a carrier. */
export interface CarrierRateState {
  /** Messages that may be sent at once. */
  readonly tokens: number;
  readonly filledMs: number;
  /** No message is sent before this moment, since the carrier has throttled us. */
  readonly heldUntilMs: number;
  /** Throttling responses since the last accepted message. */
  readonly refusals: number;
}

/** Rate limit: messages a second, and burst size. */
export interface CarrierRateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

const HOLD_MS_LEAST = 500;
const HOLD_MS_MOST = 30_000;
const SECOND_MS = 1_000;

/** Initial state for a carrier. */
export function initialCarrierRate({ burst }: CarrierRateLimit, nowMs: number): CarrierRateState {
  return { tokens: burst, filledMs: nowMs, heldUntilMs: nowMs, refusals: 0 };
}

/** A rate limit whose burst is this share of a second. */
export function carrierRateLimit(perSecond: number, secondsAtOnce: number): CarrierRateLimit {
  return { perSecond, burst: Math.max(1, Math.ceil(perSecond * secondsAtOnce)) };
}

/** The state at a later moment, and how many messages may be sent then: none before `least` of them may. */
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

/** The state after `count` messages were sent. */
export function spent(rateState: CarrierRateState, count: number): CarrierRateState {
  return { ...rateState, tokens: rateState.tokens - count };
}

/** The state after a throttling response: a pause, doubled each time until a message is accepted. */
export function slowed(rateState: CarrierRateState, nowMs: number): CarrierRateState {
  // Of a window that is throttled as a whole, only the first response counts.
  if (nowMs < rateState.heldUntilMs) return rateState;
  const holdMs = Math.min(HOLD_MS_MOST, HOLD_MS_LEAST * 2 ** Math.min(rateState.refusals, 10));
  return { ...rateState, heldUntilMs: nowMs + holdMs, refusals: rateState.refusals + 1 };
}

/** The state after the carrier accepted a message. */
export function eased(rateState: CarrierRateState): CarrierRateState {
  return rateState.refusals === 0 ? rateState : { ...rateState, refusals: 0 };
}
