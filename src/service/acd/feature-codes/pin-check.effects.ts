/** PINs that wait to be checked at one switch; beyond it an attempt is refused as a fault. */
const WAITING_MAX = 50;

/** Checks a PIN against what is kept of one; with nothing kept it does the same work. */
export type CheckSecret = (hash: string | undefined, secret: string) => Promise<boolean>;

/**
 * Checks PINs one after the other: each takes a thread for some hundredths of a second, and the threads are the ones that a switch
 * reads its files with. Whoever would be one too many is refused.
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
