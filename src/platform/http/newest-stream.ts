import type { FastifyReply } from "fastify";

/** How long a viewer may take nothing before he counts as gone. */
const STUCK_MS_MAX = 30_000;

/** What is told: the whole, and what is said instead to whoever has the same whole already. */
export interface SnapshotFrame {
  /** Equal for wholes that say the same. */
  readonly key: string;
  readonly whole: Buffer;
  readonly beat: Buffer;
}

/** What a viewer is told, the newest only. */
export interface Newest {
  tell(told: SnapshotFrame): void;
  /** There is room again. */
  drained(): void;
  /** Whether he has not taken what he was told last. */
  isFull(): boolean;
}

/**
 * Tells a viewer what is new at his own pace: while he takes nothing, the newest whole waits and takes the place of the one that waited
 * before, so that he is behind by one at the most and nothing grows. `write` answers false when there is no more room; `shown` is the
 * key of what he has from before.
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

/** An open event stream that tells the newest only (HTML Living Standard §9.2). */
export interface NewestStream {
  tell(told: SnapshotFrame): void;
  /** Says a last word and ends; safe to call twice. */
  end(last: Buffer): void;
  onClose(then: () => void): void;
}

/** Takes over a reply as such a stream; whoever opens it has counted who may have one. */
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
