/** Number of counts below the highest that are tracked. */
const WINDOW = 32;
const NC = /^[0-9a-f]{8}$/i;

interface Used {
  readonly issuedMs: number;
  highest: number;
  /** Bit n: the count `highest - n` was used. */
  seen: number;
}

/** Tracks the used counts of nonces, to reject replayed credentials. */
export interface NonceWatch {
  /** Uses a count of a nonce of an authenticated user: false when it was used, or may have been. */
  take(nonce: string, issuedMs: number, nc: string): boolean;
  size(): number;
}

/** Tracks at most `max` nonces. Only authenticated users add entries. */
export function openNonceWatch({ max }: { readonly max: number }): NonceWatch {
  const used = new Map<string, Used>();
  // Counts of a nonce older than an evicted one may have been used.
  let forgottenUpToMs = Number.NEGATIVE_INFINITY;
  return {
    take(nonce, issuedMs, nc) {
      const count = NC.test(nc) ? Number.parseInt(nc, 16) : 0;
      if (count === 0) return false;
      const known = used.get(nonce);
      if (known !== undefined) return takeCount(known, count);
      if (issuedMs <= forgottenUpToMs) return false;
      used.set(nonce, { issuedMs, highest: count, seen: 1 });
      const [oldest] = used;
      if (used.size > max && oldest !== undefined) {
        forgottenUpToMs = Math.max(forgottenUpToMs, oldest[1].issuedMs);
        used.delete(oldest[0]);
      }
      return true;
    },
    size: () => used.size,
  };
}

/** RFC 7616 §3.3: counts increase; UDP may reorder requests, so a window of counts is tracked. */
function takeCount(known: Used, count: number): boolean {
  const ahead = count - known.highest;
  if (ahead > 0) {
    known.seen = ahead >= WINDOW ? 1 : ((known.seen << ahead) | 1) >>> 0;
    known.highest = count;
    return true;
  }
  if (-ahead >= WINDOW || ((known.seen >>> -ahead) & 1) === 1) return false;
  known.seen = (known.seen | (1 << -ahead)) >>> 0;
  return true;
}
