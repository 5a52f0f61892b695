import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { insertTrace } from "./sip-trace.store.ts";
import type { TracedMessage } from "./sip-trace.ts";

/** The maximum of messages that wait for the database; further ones are dropped and counted. */
const WAITING_MAX = 5_000;
const BATCH_MAX = 500;
const RETRY_MS = 1_000;

/** Stores SIP messages separately from call events: no call waits for it, and messages above the limit are dropped and counted. */
export interface TraceWriter {
  add(messages: readonly TracedMessage[]): void;
  /** The number of dropped messages. */
  dropped(): number;
  /** Writes waiting messages for up to `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** Opens the writer: one batch at a time on one connection, in the order of arrival. */
export function openTraceWriter(options: { readonly db: Database; readonly log: Log }): TraceWriter {
  const { db, log } = options;
  let waiting: TracedMessage[] = [];
  let dropped = 0;
  let isClosed = false;
  let writing: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const wake = (): void => {
    retry = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
  };
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      try {
        await writeBatch(db, batch);
      } catch (error) {
        // A batch that cannot be written is not retried: capacity for later messages is worth more than old traces.
        dropped += batch.length;
        log.warn({ err: error, dropped, waiting: waiting.length }, "sip-trace.not-written");
        if (!isClosed) retry ??= setTimeout(wake, RETRY_MS);
        return;
      }
    }
  };
  return {
    add: (messages) => {
      const room = Math.max(0, WAITING_MAX - waiting.length);
      dropped += Math.max(0, messages.length - room);
      if (isClosed || messages.length === 0) return;
      waiting = [...waiting, ...messages.slice(0, room)];
      if (retry === undefined) wake();
    },
    dropped: () => dropped,
    close: async (graceMs) => {
      isClosed = true;
      clearTimeout(retry);
      wake();
      await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}

async function writeBatch(db: Database, batch: readonly TracedMessage[]): Promise<void> {
  const byTenant = Map.groupBy(batch, ({ tenantId }) => tenantId);
  await db.transaction().execute(async (trx) => {
    for (const [tenantId, messages] of byTenant) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      await insertTrace(trx, tenantId, messages);
    }
  });
}
