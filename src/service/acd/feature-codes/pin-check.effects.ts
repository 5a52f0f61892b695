/** The maximum of PIN checks that wait at one switch; above it, an attempt fails. */
const WAITING_MAX = 50;

/** Checks a PIN against the stored hash; without a hash it does the same work. */
export type CheckSecret = (hash: string | undefined, secret: string) => Promise<boolean>;

/**
 * Serialises PIN checks: each takes a thread of the pool for some hundredths of a second, and a switch reads its files with the same threads.
 * A check beyond the limit is refused.
 */
export function inTurn(check: CheckSecret): CheckSecret {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (hash, secret) => {
    if (waiting >= WAITING_MAX) throw new Error("too many PINs at once");
    waiting += 1;
    const mine = last.then(() => check(hash, secret));
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
