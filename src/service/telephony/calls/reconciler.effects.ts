/** Brings the actual state to the requested state, each time that changes. */
export interface Reconciler {
  /** The requested state has changed: it is processed at once, or right after the work in progress. */
  look(): void;
}

/** Opens a reconciler: runs of its work are serialised and retried on failure. */
export function openReconciler(options: {
  /** Does the pending work; the requested state is read again for each part. */
  readonly work: () => Promise<void>;
  /** Delay before the nth consecutive failure is retried; null for no retry. */
  readonly againMs: (error: unknown, tries: number) => number | null;
  /** Work in progress is added here. */
  readonly working: Set<Promise<void>>;
}): Reconciler {
  const { work, againMs, working } = options;
  let [isDue, isBusy, tries] = [false, false, 0];
  let timer: NodeJS.Timeout | undefined;
  const turns = async (): Promise<void> => {
    while (isDue) {
      isDue = false;
      try {
        await work();
        tries = 0;
      } catch (error) {
        tries += 1;
        const ms = againMs(error, tries);
        if (ms !== null && !isDue) timer = setTimeout(run, ms).unref();
      }
    }
    isBusy = false;
  };
  const run = (): void => {
    clearTimeout(timer);
    isDue = true;
    if (isBusy) return;
    isBusy = true;
    const turn = turns().finally(() => working.delete(turn));
    working.add(turn);
  };
  return {
    look: () => {
      tries = 0;
      run();
    },
  };
}
