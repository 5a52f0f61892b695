import { openSourceGate } from "../../../platform/sip-sockets/index.ts";

/** Callback bookings per number: three at once, then one every eight hours. */
const NUMBER_BOOKINGS = { perSecond: 1 / 28_800, burst: 3, sourcesMax: 50_000 };
/** Callback bookings per call centre: a hundred at once, then five a minute. */
const TENANT_BOOKINGS = { perSecond: 5 / 60, burst: 100, sourcesMax: 1_000 };

/** The customer of a callback, and the number that the customer had called. */
export interface CallbackNumber {
  readonly tenantId: string;
  readonly called: string;
  readonly number: string;
}

/** Rate limits for callback bookings: the caller chooses the number to call, and the call centre pays. */
export interface CallbackLimits {
  /** Counts a booking; false when the number or the call centre has reached its limit. */
  take(wish: { readonly tenantId: string; readonly number: string }, nowMs: number): boolean;
}

/** Opens the limits of one switch. */
export function openCallbackLimits(): CallbackLimits {
  const ofNumber = openSourceGate(NUMBER_BOOKINGS);
  const ofTenant = openSourceGate(TENANT_BOOKINGS);
  return {
    take: ({ tenantId, number }, nowMs) =>
      ofNumber.allows(`${tenantId} ${number}`, nowMs) && ofTenant.allows(tenantId, nowMs),
  };
}
