import type { Clock } from "../../../kernel/index.ts";
import { assert, type Result, refuse } from "../../../kernel/index.ts";
import { type ChangeFeed, type Database, databaseFault } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { Permit } from "./call-event.ts";
import { type EventBatch, writeBatch } from "./event-batch.store.ts";
import type { EventDraft, EventWriter, WriteRefusal } from "./event-draft.ts";

/** A batch is written when it is this large or its first event has waited this long. */
const BATCH_EVENTS_MAX = 200;
const BATCH_WAIT_MS = 2;
/** The maximum of events that wait for the database; above it new calls are refused. The reserve is for calls in progress and emergency calls. */
const ROOM: WaitingRoom = { most: 20_000, reserved: 4_000 };
const RETRY_MS = 250;
/** The interval at which drafts after their deadline are refused, wherever they wait and whether or not the database responds. */
const EXPIRE_EVERY_MS = 100;

interface Waiting {
  readonly draft: EventDraft;
  readonly byMs: number | null;
  readonly sinceMs: number;
  readonly settle: (result: Result<Permit | null, WriteRefusal>) => void;
}

/** Waiting drafts, in the order of arrival, with the number of their events. */
class Queue {
  #waiting: Waiting[] = [];
  /** The batch that is being written. */
  #flying: readonly Waiting[] = [];
  events = 0;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Since when the oldest draft waits; null without one. A batch that is being written still counts. */
  get sinceMs(): number | null {
    return (this.#flying[0] ?? this.#waiting[0])?.sinceMs ?? null;
  }

  add(one: Waiting): void {
    this.#waiting.push(one);
    this.events += one.draft.events.length;
  }

  /** The next batch: as many drafts as fit, and one at least. */
  take(): readonly Waiting[] {
    let size = 0;
    let count = 0;
    for (const { draft } of this.#waiting) {
      if (count > 0 && size + draft.events.length > BATCH_EVENTS_MAX) break;
      size += draft.events.length;
      count += 1;
    }
    const batch = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.events -= size;
    this.#flying = batch;
    return batch;
  }

  /** The batch has been written, or refused. */
  land(): void {
    this.#flying = [];
  }

  /** Returns a batch that could not be written to the front, without drafts after their deadline. */
  putBack(batch: readonly Waiting[], nowMs: number): void {
    this.land();
    const isLate = isLateAt(nowMs);
    const rest = batch.filter((one) => !isLate(one));
    this.#waiting = [...rest, ...this.#waiting];
    this.events += rest.reduce((sum, { draft }) => sum + draft.events.length, 0);
    for (const one of batch.filter(isLate)) one.settle(refuse("storage-away"));
  }

  /**
   * Refuses drafts after their deadline. A batch in progress may still be committed: its events are then on disk, and the call, which writes them
   * again, changes nothing.
   */
  expire(nowMs: number): void {
    const isLate = isLateAt(nowMs);
    for (const one of this.#flying.filter(isLate)) one.settle(refuse("storage-away"));
    const late = this.#waiting.filter(isLate);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => !isLate(one));
    this.events -= late.reduce((sum, { draft }) => sum + draft.events.length, 0);
    for (const one of late) one.settle(refuse("storage-away"));
  }

  /** Refuses all waiting drafts. */
  giveUp(): void {
    for (const one of this.#waiting) one.settle(refuse("storage-away"));
    this.#waiting = [];
    this.events = 0;
  }
}

function isLateAt(nowMs: number): (one: Waiting) => boolean {
  return ({ byMs }) => byMs !== null && byMs <= nowMs;
}

/** The maximum of waiting events, and the reserve within it. */
export interface WaitingRoom {
  readonly most: number;
  readonly reserved: number;
}

/** Dependencies of the event writer. */
export interface EventWriterOptions {
  readonly db: Database;
  readonly news: Pick<ChangeFeed, "announce">;
  readonly clock: Clock;
  readonly log: Log;
  /** Smaller in tests. */
  readonly room?: WaitingRoom;
}

/** Opens the only writer of call events in this process: one transaction at a time, in the order of arrival. */
export function openEventWriter(options: EventWriterOptions): EventWriter {
  const queue = new Queue();
  const { most, reserved } = options.room ?? ROOM;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isClosed = false;
  const expiry = setInterval(() => queue.expire(options.clock.nowMs()), EXPIRE_EVERY_MS);
  expiry.unref();
  const wake = (): void => {
    timer = undefined;
    writing ??= writeAll(options, queue, () => isClosed).finally(() => {
      writing = undefined;
      if (!queue.isEmpty && !isClosed) wake();
    });
  };
  return {
    backlog: () => queue.events,
    oldestMs: () => Math.max(0, options.clock.nowMs() - (queue.sinceMs ?? Number.POSITIVE_INFINITY)),
    write: (draft, { byMs, mayUseReserve = byMs === null }) => {
      assert(draft.events.length > 0, "a draft has events");
      const room = mayUseReserve ? most : most - reserved;
      if (isClosed || queue.events + draft.events.length > room) return Promise.resolve(refuse("storage-away"));
      return new Promise((settle) => {
        queue.add({ draft, byMs, sinceMs: options.clock.nowMs(), settle });
        if (queue.events >= BATCH_EVENTS_MAX) wake();
        else timer ??= setTimeout(wake, BATCH_WAIT_MS);
      });
    },
    close: async (graceMs) => {
      clearTimeout(timer);
      clearInterval(expiry);
      if (!isClosed && !queue.isEmpty) wake();
      await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      isClosed = true;
      queue.giveUp();
      await writing;
    },
  };
}

/** Writes until no draft waits; retries while the database is unavailable. */
async function writeAll(options: EventWriterOptions, queue: Queue, isClosed: () => boolean): Promise<void> {
  while (!queue.isEmpty) {
    const batch = queue.take();
    const failed = await flush(options, batch).catch((error: unknown) => error ?? "unknown");
    if (failed === undefined || isDataFault(failed)) {
      if (failed !== undefined) await flushApart(options, batch);
      queue.land();
      continue;
    }
    options.log.warn({ err: failed, waiting: queue.events + batch.length }, "call-events.not-written");
    queue.putBack(batch, options.clock.nowMs());
    if (isClosed()) return;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Whether a retry would fail again because the data are invalid (SQLSTATE classes 22 and 23). */
function isDataFault(error: unknown): boolean {
  return /^2[23]/.test(databaseFault(error)?.state ?? "");
}

/** Finds the invalid draft of a batch by writing each one separately; only that one is refused. */
async function flushApart(
  options: Parameters<typeof flush>[0] & { readonly log: Log },
  batch: readonly Waiting[],
): Promise<void> {
  for (const one of batch) {
    const failed = await flush(options, [one]).catch((error: unknown) => error ?? "unknown");
    if (failed === undefined) continue;
    options.log.error({ err: failed, callId: one.draft.callId }, "call-events.refused");
    one.settle(refuse(isDataFault(failed) ? "fault" : "storage-away"));
  }
}

/** Writes a batch in one transaction and settles each draft; returns undefined when it is on disk. */
async function flush(
  { db, news }: { readonly db: Database; readonly news: Pick<ChangeFeed, "announce"> },
  batch: readonly Waiting[],
): Promise<undefined> {
  const written: EventBatch = await writeBatch(
    db,
    batch.map(({ draft }) => draft),
  );
  for (const [index, one] of batch.entries()) one.settle(written[index] ?? refuse("storage-away"));
  news.announce("call-events");
}
