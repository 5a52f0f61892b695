/** Those that are remembered at the most: of others it is tried again at once. */
const REMEMBERED_MAX = 2_000;
/** The first wait, which doubles with each further fault, and the longest. */
const PAUSE_MS = 5_000;
const PAUSE_MS_MAX = 600_000;

interface Fault {
  readonly times: number;
  readonly untilMs: number;
}

/** Calls that could not be told of, and until when they are left alone. */
export interface CallFaults {
  /** Those that are left alone now. */
  waiting(nowMs: number): readonly string[];
  failed(callId: string, nowMs: number): void;
  forget(callIds: readonly string[]): void;
}

/** Remembers calls that could not be told of. */
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
