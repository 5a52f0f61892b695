/** Maximum number of remembered failures; other calls are retried immediately. */
const REMEMBERED_MAX = 2_000;
/** First retry delay, which doubles with each further failure, and the maximum. */
const PAUSE_MS = 5_000;
const PAUSE_MS_MAX = 600_000;

interface Fault {
  readonly times: number;
  readonly untilMs: number;
}

/** Calls whose callbacks failed, with their retry times. */
export interface CallFaults {
  /** Calls excluded at this time. */
  waiting(nowMs: number): readonly string[];
  failed(callId: string, nowMs: number): void;
  forget(callIds: readonly string[]): void;
}

/** Remembers calls whose callbacks failed. */
export function openCallFaults(): CallFaults {
  const faults = new Map<string, Fault>();
  return {
    waiting: (nowMs) => [...faults].flatMap(([callId, { untilMs }]) => (untilMs > nowMs ? [callId] : [])),
    failed: (callId, nowMs) => {
      const times = (faults.get(callId)?.times ?? 0) + 1;
      faults.delete(callId);
      faults.set(callId, { times, untilMs: nowMs + Math.min(PAUSE_MS * 2 ** (times - 1), PAUSE_MS_MAX) });
      for (const oldest of faults.keys()) {
        if (faults.size <= REMEMBERED_MAX) break;
        faults.delete(oldest);
      }
    },
    forget: (callIds) => {
      for (const callId of callIds) faults.delete(callId);
    },
  };
}
