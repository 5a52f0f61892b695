import { openSourceGate } from "../../../platform/sip-sockets/index.ts";

/** Callbacks that may be booked to one number: three in a row, then one in eight hours. */
const NUMBER_BOOKINGS = { perSecond: 1 / 28_800, burst: 3, sourcesMax: 50_000 };
/** Callbacks that may be booked at one call centre: a hundred in a row, then five a minute. */
const TENANT_BOOKINGS = { perSecond: 5 / 60, burst: 100, sourcesMax: 1_000 };

/** The customer whom a callback calls, and the number that the customer had called. */
export interface CallbackNumber {
  readonly tenantId: string;
  readonly called: string;
  readonly number: string;
}

/** How often callbacks may be booked: a caller chooses who is called, and the call centre pays. */
export interface CallbackLimits {
  /** Takes a place for a booking; false when the number or the call centre has had enough. */
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
