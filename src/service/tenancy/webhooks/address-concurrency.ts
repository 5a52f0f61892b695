/** Calls at once to an address of which nothing is known, or that answers slowly. */
const SHARE = 4;
/** Calls at once to one that answers quickly. */
export const SHARE_MAX = 16;
/** An address is quick while its answers take no longer, in the mean of the last ones. */
const QUICK_MS = 250;
/** How much the newest answer counts. */
const NEWEST_WEIGHT = 0.2;
/** Addresses that are remembered; the one that was called longest ago is forgotten for another. */
const ADDRESSES_MAX = 10_000;

/** How a call went. */
export interface Tried {
  readonly isHeard: boolean;
  readonly tookMs: number;
}

/** How quickly addresses answered their last calls. */
export interface AddressPaces {
  /** A call is over; one that nobody heard makes its address unknown again. */
  tried(endpointId: string, call: Tried): void;
  /** How many calls may go on at once to an address: more where it is quick, so that a large call centre is told everything. */
  shareOf(endpointId: string): number;
}

/** Opens what knows of addresses how quickly they answer; nothing is known at first. */
export function openAddressPaces(addressesMax = ADDRESSES_MAX): AddressPaces {
  const means = new Map<string, number>();
  return {
    tried: (endpointId, { isHeard, tookMs }) => {
      const before = means.get(endpointId) ?? tookMs;
      // The one that was called last stands last.
      means.delete(endpointId);
      if (!isHeard) return;
      means.set(endpointId, before + NEWEST_WEIGHT * (tookMs - before));
      const [oldest] = means.keys();
      if (means.size > addressesMax && oldest !== undefined) means.delete(oldest);
    },
    shareOf: (endpointId) => ((means.get(endpointId) ?? Number.POSITIVE_INFINITY) <= QUICK_MS ? SHARE_MAX : SHARE),
  };
}
