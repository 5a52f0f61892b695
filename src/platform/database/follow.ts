import type { ChangeFeed } from "./change-feed.ts";

/** Something looked at again and again. */
export interface Following {
  /** Looks soon; many wakes during one look are one more look. */
  wake(): void;
  close(): void;
}

/**
 * Looks now, on news of `channel`, and every `everyMs` besides: readers never trust news alone. One look at a time;
 * faults are handed to `onFault` and the next look comes all the same. A look in portions asks `isClosed` before each.
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
