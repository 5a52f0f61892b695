import { setTimeout as delay } from "node:timers/promises";

/** Returns the result if it arrives in time, otherwise `late`; a later result is discarded. */
export async function within<Value>(ms: number, asked: Promise<Value>, late: Value): Promise<Value> {
  const stopping = new AbortController();
  const tooLate = delay(ms, late, { signal: stopping.signal, ref: false }).catch(() => late);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    stopping.abort();
  }
}
