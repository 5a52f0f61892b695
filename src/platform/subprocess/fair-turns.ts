import { hasShare } from "../../kernel/index.ts";

/** A limited number of slots with a waiting list; waiting holders are served round-robin. */
export interface FairTurns {
  /** Waits for a slot; false when too many wait already, or none became free in `waitMs`. */
  take(holder: string, waitMs: number): Promise<boolean>;
  /** Releases a slot to the next waiting holder. */
  giveBack(holder: string): void;
}

/** Maximum number of slots, of slots per holder, and of waiting requests. */
export interface TurnLimits {
  readonly atOnce: number;
  readonly ofHolder: number;
  readonly waiting: number;
  readonly waitingOfHolder: number;
}

/** Opens the slots, all free. */
export function openFairTurns(limits: TurnLimits): FairTurns {
  const going = new Map<string, number>();
  /** Waiting requests by holder, in their order; the holder served last is the last one. */
  const waiting = new Map<string, (() => void)[]>();
  const count = (of: Iterable<number>): number => [...of].reduce((sum, one) => sum + one, 0);
  const isFree = (holder: string): boolean =>
    count(going.values()) < limits.atOnce && (going.get(holder) ?? 0) < limits.ofHolder;
  const waitingOf = (holder: string): number => waiting.get(holder)?.length ?? 0;
  const leave = (holder: string, go: () => void): void => {
    const left = (waiting.get(holder) ?? []).filter((one) => one !== go);
    if (left.length === 0) waiting.delete(holder);
    else waiting.set(holder, left);
  };
  const callNext = (): void => {
    for (const [holder, [go]] of waiting) {
      if (go === undefined || !isFree(holder)) continue;
      const left = (waiting.get(holder) ?? []).slice(1);
      waiting.delete(holder);
      if (left.length > 0) waiting.set(holder, left);
      going.set(holder, (going.get(holder) ?? 0) + 1);
      return go();
    }
  };
  return {
    take: async (holder, waitMs) => {
      if (isFree(holder)) {
        going.set(holder, (going.get(holder) ?? 0) + 1);
        return true;
      }
      const all = count([...waiting.values()].map(({ length }) => length));
      const share = { own: waitingOf(holder), ownMax: limits.waitingOfHolder, all, allMax: limits.waiting };
      if (!hasShare(share)) return false;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const go = (): void => resolve(true);
      waiting.set(holder, [...(waiting.get(holder) ?? []), go]);
      const timer = setTimeout(() => {
        leave(holder, go);
        resolve(false);
      }, waitMs);
      timer.unref();
      const isMine = await promise;
      clearTimeout(timer);
      return isMine;
    },
    giveBack: (holder) => {
      const left = (going.get(holder) ?? 1) - 1;
      if (left === 0) going.delete(holder);
      else going.set(holder, left);
      callNext();
    },
  };
}
