/** RTP ports of one worker: even numbers, the odd one above is for RTCP (RFC 3550 §11). */
export class PortPool {
  readonly #free: number[];
  readonly #taken = new Set<number>();

  /** All pairs from `from` to `to`, both included. */
  constructor(range: { readonly from: number; readonly to: number }) {
    const first = range.from + (range.from % 2);
    this.#free = Array.from(
      { length: Math.max(0, Math.floor((range.to - first + 1) / 2)) },
      (_, nth) => first + nth * 2,
    );
  }

  /** The port that has been free longest, so that stray packets of its last call are over; null when all are taken. */
  take(): number | null {
    const port = this.#free.shift();
    if (port === undefined) return null;
    this.#taken.add(port);
    return port;
  }

  /** Takes one given port; false when it is taken or not in this pool. */
  takeOne(port: number): boolean {
    const at = this.#free.indexOf(port);
    if (at < 0) return false;
    this.#free.splice(at, 1);
    this.#taken.add(port);
    return true;
  }

  /** Releases a port; a second release has no effect. */
  giveBack(port: number): void {
    if (this.#taken.delete(port)) this.#free.push(port);
  }

  /** Number of taken ports. */
  get inUse(): number {
    return this.#taken.size;
  }
}

/** Splits a range of ports evenly between workers; each part begins at an even port. */
export function portsOfWorker(
  range: { readonly from: number; readonly to: number },
  worker: { readonly nth: number; readonly of: number },
): { readonly from: number; readonly to: number } {
  const first = range.from + (range.from % 2);
  const pairs = Math.floor((range.to - first + 1) / 2);
  const from = first + Math.floor((pairs * worker.nth) / worker.of) * 2;
  const to = first + Math.floor((pairs * (worker.nth + 1)) / worker.of) * 2 - 1;
  return { from, to };
}
