import { setTimeout as delay } from "node:timers/promises";

/** What comes in time; what comes after that is nobody's. */
export async function within<Value>(ms: number, asked: Promise<Value>, late: Value): Promise<Value> {
  const stopping = new AbortController();
  const tooLate = delay(ms, late, { signal: stopping.signal, ref: false }).catch(() => late);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    stopping.abort();
  }
}
