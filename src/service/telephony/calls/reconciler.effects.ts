/** Brings what is to what is wanted, as often as that changes. */
export interface Reconciler {
  /** Something has changed: it is looked at at once, or right behind what is under way. */
  look(): void;
}

/** Opens one: its work is done by one at a time, and tried again where it fails. */
export function openReconciler(options: {
  /** Does whatever is to be done; what is wanted is read anew for each piece of it. */
  readonly work: () => Promise<void>;
  /** After how long a failure is tried again, the nth in a row; null for never. */
  readonly againMs: (error: unknown, tries: number) => number | null;
  /** What is under way is here. */
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
