/** Items written in batches: items added while a batch is being written go with the next. */
export interface Batch<Item> {
  add(item: Item): void;
  /** Items not written yet. */
  size(): number;
  /** Resolves when no item waits, or after `graceMs`. */
  drained(graceMs: number): Promise<void>;
}

const SETTLE_MS = 2;

/**
 * Opens a batch. `write` resolves when its items are on disk. When it throws, `onFault` decides which items are written again after `againMs`: all, none, or
 * the returned ones. `onRoom` is called each time that fewer items wait. The caller limits how many items can wait.
 */
export function openBatch<Item>(options: {
  readonly most: number;
  readonly againMs: number;
  readonly write: (items: readonly Item[]) => Promise<void>;
  readonly onFault: (error: unknown, items: readonly Item[]) => "again" | "let-go" | readonly Item[];
  readonly onRoom?: () => void;
}): Batch<Item> {
  let waiting: Item[] = [];
  let writing: readonly Item[] = [];
  let isDue = false;
  const idle = new Set<() => void>();

  function schedule(ms: number): void {
    if (isDue || writing.length > 0 || waiting.length === 0) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      write().catch((error: unknown) => options.onFault(error, []));
    }, ms);
  }

  async function write(): Promise<void> {
    writing = waiting.slice(0, options.most);
    waiting = waiting.slice(options.most);
    let pauseMs = SETTLE_MS;
    try {
      await options.write(writing);
    } catch (error) {
      const verdict = options.onFault(error, writing);
      const left = verdict === "again" ? writing : verdict === "let-go" ? [] : verdict;
      if (left.length > 0) {
        waiting = [...left, ...waiting];
        pauseMs = options.againMs;
      }
    }
    writing = [];
    if (pauseMs === SETTLE_MS) options.onRoom?.();
    if (waiting.length === 0) for (const tell of idle) tell();
    // A full batch is written without delay.
    schedule(waiting.length >= options.most && pauseMs === SETTLE_MS ? 0 : pauseMs);
  }

  return {
    add(item) {
      waiting.push(item);
      schedule(SETTLE_MS);
    },
    size: () => waiting.length + writing.length,
    drained: (graceMs) =>
      new Promise((resolve) => {
        if (waiting.length + writing.length === 0) return resolve();
        const end = () => {
          clearTimeout(late);
          idle.delete(end);
          resolve();
        };
        const late = setTimeout(end, graceMs);
        idle.add(end);
      }),
  };
}
