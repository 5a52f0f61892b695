/** Sends by the clock instead of the timer: a late timer sends late, but never fewer packets. */
export interface Pacer {
  /** Calls `send` every 20 ms from `firstMs` on until the returned function is called. */
  add(firstMs: number, send: () => void): () => void;
  close(): void;
}

const TICK_MS = 2;
const FRAME_MS = 20;
/** Maximum number of packets sent at once after a standstill; the rest of the time stays silent. */
const CATCH_UP_MAX = 50;

interface Beat {
  dueMs: number;
  readonly send: () => void;
}

/** Opens a pacer on a monotonic clock of milliseconds. Its timer runs while there is a sender. */
export function openPacer(nowMs: () => number): Pacer {
  const beats = new Set<Beat>();
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    const now = nowMs();
    for (const beat of beats) {
      for (let sent = 0; beat.dueMs <= now && sent < CATCH_UP_MAX; sent += 1) {
        beat.dueMs += FRAME_MS;
        beat.send();
      }
      if (beat.dueMs <= now) beat.dueMs = now + FRAME_MS;
    }
  };
  const close = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    add(firstMs, send) {
      const beat = { dueMs: firstMs, send };
      beats.add(beat);
      timer ??= setInterval(tick, TICK_MS);
      return () => {
        beats.delete(beat);
        if (beats.size === 0) close();
      };
    },
    close,
  };
}
