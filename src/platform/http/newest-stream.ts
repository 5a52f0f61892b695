import type { FastifyReply } from "fastify";

/** Time without any progress after which a viewer counts as disconnected. */
const STUCK_MS_MAX = 30_000;

/** One snapshot: the full state, and a short frame for a viewer that already has the same state. */
export interface SnapshotFrame {
  /** Equal for snapshots with equal content. */
  readonly key: string;
  readonly whole: Buffer;
  readonly beat: Buffer;
}

/** The output to one viewer, which sends the newest snapshot only. */
export interface Newest {
  tell(told: SnapshotFrame): void;
  /** The socket has room again. */
  drained(): void;
  /** Whether the viewer has not yet received the last snapshot. */
  isFull(): boolean;
}

/**
 * Sends snapshots to a viewer as fast as the viewer reads: while the socket is full, the newest snapshot waits and replaces the one that
 * waited before, so that the viewer is at most one snapshot behind and memory is bounded. `write` returns false when the socket is full;
 * `shown` is the key of the snapshot that the viewer already has.
 */
export function newestOnly(write: (bytes: Buffer) => boolean, shown: string | undefined): Newest {
  let [has, isFull] = [shown, false];
  let waiting: SnapshotFrame | undefined;
  const put = (told: SnapshotFrame) => {
    isFull = !write(told.key === has ? told.beat : told.whole);
    has = told.key;
  };
  return {
    tell: (told) => {
      if (isFull) waiting = told;
      else put(told);
    },
    drained: () => {
      isFull = false;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) put(next);
    },
    isFull: () => isFull,
  };
}

/** An open event stream that sends the newest snapshot only (HTML Living Standard §9.2). */
export interface NewestStream {
  tell(told: SnapshotFrame): void;
  /** Sends a last frame and ends; safe to call twice. */
  end(last: Buffer): void;
  onClose(then: () => void): void;
}

/** Turns a reply into such a stream; the caller has checked the limit on the number of streams. */
export function openNewestStream(reply: FastifyReply, lastEventId: string | undefined): NewestStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  raw.flushHeaders();
  let stuck: NodeJS.Timeout | undefined;
  const newest = newestOnly((bytes) => raw.write(bytes), lastEventId);
  const watchRoom = () => {
    if (newest.isFull()) stuck ??= setTimeout(() => raw.destroy(), STUCK_MS_MAX);
  };
  const closers: (() => void)[] = [];
  raw.on("drain", () => {
    clearTimeout(stuck);
    stuck = undefined;
    newest.drained();
    watchRoom();
  });
  raw.on("error", () => undefined);
  raw.on("close", () => {
    clearTimeout(stuck);
    for (const then of closers) then();
  });
  return {
    tell: (told) => {
      newest.tell(told);
      watchRoom();
    },
    end: (last) => void raw.end(last),
    onClose: (then) => void closers.push(then),
  };
}
