/** Named timers of many owners; arming a timer again replaces it. */
export interface TimerWheel {
  arm(owner: string, name: string, ms: number, fire: () => void): void;
  disarm(owner: string, name: string): void;
  /** Stops all timers of an owner. */
  disarmAll(owner: string): void;
  size(): number;
  close(): void;
}

interface Armed {
  readonly owner: string;
  readonly name: string;
  readonly dueTick: number;
  readonly fire: () => void;
}

const TICK_MS = 20;
const SLOTS = 512;

/**
 * Opens a timer wheel: SIP arms hundreds of thousands of timers of which few ever fire, so arming and stopping must be almost
 * free. Timers fire up to one tick of 20 ms late. `nowMs` is monotonic. `onError` receives the error of a timer callback.
 */
export function openTimerWheel(nowMs: () => number, onError: (error: unknown) => void): TimerWheel {
  const slots = Array.from({ length: SLOTS }, () => new Set<Armed>());
  const owners = new Map<string, Map<string, Armed>>();
  let armed = 0;
  let tick = Math.floor(nowMs() / TICK_MS);
  let beat: NodeJS.Timeout | null = null;
  let isClosed = false;

  function take(timer: Armed): void {
    slots[timer.dueTick % SLOTS]?.delete(timer);
    const own = owners.get(timer.owner);
    own?.delete(timer.name);
    if (own?.size === 0) owners.delete(timer.owner);
    armed -= 1;
  }

  function turn(): void {
    const upTo = Math.floor(nowMs() / TICK_MS);
    // After a long pause every slot is visited once, not once for each missed tick.
    const from = Math.max(tick + 1, upTo - SLOTS + 1);
    tick = upTo;
    for (let at = from; at <= upTo; at += 1) {
      for (const timer of slots[at % SLOTS] ?? []) if (timer.dueTick <= upTo) fire(timer);
    }
    if (armed === 0) rest();
  }

  function fire(timer: Armed): void {
    if (owners.get(timer.owner)?.get(timer.name) !== timer) return;
    take(timer);
    try {
      timer.fire();
    } catch (error) {
      onError(error);
    }
  }

  function rest(): void {
    if (beat !== null) clearInterval(beat);
    beat = null;
  }

  return {
    arm(owner, name, ms, onFire) {
      if (isClosed) return;
      const own = owners.get(owner) ?? new Map<string, Armed>();
      const before = own.get(name);
      if (before !== undefined) take(before);
      if (beat === null) {
        tick = Math.floor(nowMs() / TICK_MS);
        beat = setInterval(turn, TICK_MS);
      }
      const dueTick = Math.max(tick + 1, Math.ceil((nowMs() + ms) / TICK_MS));
      const timer: Armed = { owner, name, dueTick, fire: onFire };
      own.set(name, timer);
      owners.set(owner, own);
      slots[dueTick % SLOTS]?.add(timer);
      armed += 1;
    },
    disarm(owner, name) {
      const timer = owners.get(owner)?.get(name);
      if (timer !== undefined) take(timer);
    },
    disarmAll(owner) {
      for (const timer of owners.get(owner)?.values() ?? []) take(timer);
    },
    size: () => armed,
    close() {
      isClosed = true;
      rest();
      owners.clear();
      for (const slot of slots) slot.clear();
      armed = 0;
    },
  };
}
