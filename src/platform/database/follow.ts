import type { ChangeFeed } from "./change-feed.ts";

/** A task that runs again on each change and at an interval. */
export interface Following {
  /** Schedules a run; several wakes during one run cause one further run. */
  wake(): void;
  close(): void;
}

/**
 * Runs at once, on each notification on `channel`, and every `everyMs`, because a notification can be lost. One run at a time;
 * `onFault` receives errors, and the next run takes place nevertheless. A run in portions checks `isClosed` before each.
 */
export function follow(options: {
  readonly look: (isClosed: () => boolean) => Promise<void>;
  readonly everyMs: number;
  readonly onFault: (error: unknown) => void;
  readonly wokenBy?: { readonly changeFeed: ChangeFeed; readonly channel: string };
}): Following {
  let isLooking = false;
  let isDue = false;
  let isClosed = false;
  const lookWhileDue = async () => {
    isLooking = true;
    while (isDue && !isClosed) {
      isDue = false;
      await options.look(() => isClosed).catch(options.onFault);
    }
    isLooking = false;
  };
  const wake = () => {
    isDue = true;
    if (!isLooking && !isClosed) lookWhileDue().catch(options.onFault);
  };
  const timer = setInterval(wake, options.everyMs);
  const unlisten = options.wokenBy?.changeFeed.listen(options.wokenBy.channel, wake);
  wake();
  return {
    wake,
    close: () => {
      isClosed = true;
      clearInterval(timer);
      unlisten?.();
    },
  };
}
