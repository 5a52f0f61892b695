import { type ChangeFeed, type Database, databaseFault } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { type DraftResult, type QueueDraft, sizeOfDraft } from "./queue-draft.ts";
import { writeQueueBatch } from "./queue-log.store.ts";
import { QUEUES_CHANGED } from "./routing/queue-event.ts";

/** A batch is written when it is this large or its first draft has waited this long. */
const BATCH_MAX = 200;
const BATCH_WAIT_MS = 2;
/** The maximum of drafts that wait for the database; an instance without capacity is dropped and restored from the database. */
const WAITING_MAX = 40_000;
const RETRY_MS = 250;

/** Writes ACD drafts in batches; resolves when they are durable, after the commit. */
export interface QueueLog {
  write(draft: QueueDraft): Promise<DraftResult>;
  /** The size of waiting drafts. */
  backlog(): number;
  /** Writes waiting drafts for up to `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

interface Waiting {
  readonly draft: QueueDraft;
  readonly settle: (result: DraftResult) => void;
}

interface LogOptions {
  readonly db: Database;
  readonly news: Pick<ChangeFeed, "announce">;
  readonly log: Log;
  /** Smaller in tests. */
  readonly waitingMax?: number;
}

/** Opens the only writer of queue events in this process: one transaction at a time, in the order of arrival. */
export function openQueueLog(options: LogOptions): QueueLog {
  let waiting: Waiting[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isClosed = false;
  const take = (): readonly Waiting[] => {
    let taken = 0;
    let count = 0;
    for (const { draft } of waiting) {
      if (count > 0 && taken + sizeOfDraft(draft) > BATCH_MAX) break;
      taken += sizeOfDraft(draft);
      count += 1;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    size -= taken;
    return batch;
  };
  const putBack = (batch: readonly Waiting[]): void => {
    waiting = [...batch, ...waiting];
    size += batch.reduce((sum, { draft }) => sum + sizeOfDraft(draft), 0);
  };
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const left = await flush(options, take());
      if (left.length === 0) continue;
      putBack(left);
      if (isClosed) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  const wake = (): void => {
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.length > 0 && !isClosed) wake();
    });
  };
  return {
    backlog: () => size,
    write: (draft) => {
      const more = sizeOfDraft(draft);
      if (isClosed || size + more > (options.waitingMax ?? WAITING_MAX)) return Promise.resolve("no-room");
      return new Promise((settle) => {
        waiting.push({ draft, settle });
        size += more;
        if (size >= BATCH_MAX) wake();
        else timer ??= setTimeout(wake, BATCH_WAIT_MS);
      });
    },
    close: async (graceMs) => {
      clearTimeout(timer);
      if (!isClosed && waiting.length > 0) wake();
      await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      isClosed = true;
      for (const { settle } of waiting) settle("no-room");
      [waiting, size] = [[], 0];
      await writing;
    },
  };
}

/** Writes a batch and settles each draft; returns those to be retried. */
async function flush(options: LogOptions, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
  const { db, news, log } = options;
  try {
    const results = await writeQueueBatch(
      db,
      batch.map(({ draft }) => draft),
    );
    for (const [index, { settle }] of batch.entries()) settle(results[index] ?? "fault");
    news.announce(QUEUES_CHANGED);
    return [];
  } catch (error) {
    // SQLSTATE classes 22 and 23: a retry would fail again.
    const isData = /^2[23]/.test(databaseFault(error)?.state ?? "");
    if (isData && batch.length > 1) return flushApart(options, batch);
    const [only] = batch;
    if (isData && only !== undefined) {
      log.error({ err: error, tenantId: only.draft.tenantId }, "queue-events.refused");
      only.settle("fault");
      return [];
    }
    log.warn({ err: error, waiting: batch.length }, "queue-events.not-written");
    return batch;
  }
}

/** Finds the invalid draft of a batch by writing each one separately; only that one is refused. */
async function flushApart(options: LogOptions, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
  for (const [index, one] of batch.entries()) {
    const left = await flush(options, [one]);
    if (left.length > 0) return batch.slice(index);
  }
  return [];
}
