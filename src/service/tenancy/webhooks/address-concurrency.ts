/** Simultaneous requests to an endpoint without recent responses, or with slow ones. */
const SHARE = 4;
/** Simultaneous requests to a fast endpoint. */
export const SHARE_MAX = 16;
/** An endpoint counts as fast up to this moving average of its response times. */
const QUICK_MS = 250;
/** The weight of the newest response time. */
const NEWEST_WEIGHT = 0.2;
/** The maximum of endpoints with a moving average; the least recently called one is dropped for another. */
const ADDRESSES_MAX = 10_000;

/** The result of a request. */
export interface Tried {
  readonly isHeard: boolean;
  readonly tookMs: number;
}

/** The recent response times of endpoints. */
export interface AddressPaces {
  /** Records a completed request; a failed one resets its endpoint. */
  tried(endpointId: string, call: Tried): void;
  /** The maximum of simultaneous requests to an endpoint: more for a fast one, so that a large call centre receives all of its events. */
  shareOf(endpointId: string): number;
}

/** Opens the record of response times; it is empty at first. */
export function openAddressPaces(addressesMax = ADDRESSES_MAX): AddressPaces {
  const means = new Map<string, number>();
  return {
    tried: (endpointId, { isHeard, tookMs }) => {
      const before = means.get(endpointId) ?? tookMs;
      // The most recently called endpoint comes last.
      means.delete(endpointId);
      if (!isHeard) return;
      means.set(endpointId, before + NEWEST_WEIGHT * (tookMs - before));
      const [oldest] = means.keys();
      if (means.size > addressesMax && oldest !== undefined) means.delete(oldest);
    },
    shareOf: (endpointId) => ((means.get(endpointId) ?? Number.POSITIVE_INFINITY) <= QUICK_MS ? SHARE_MAX : SHARE),
  };
}
