import type { Clock, IdSource } from "../../../kernel/index.ts";
import { type Database, databaseFault, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { FIXED_DAYS } from "../../tenancy/retention/index.ts";
import { openCallTranscripts } from "./documents/transcript-words.ts";
import { deleteExchangesBefore, insertExchanges } from "./hook-exchange.store.ts";
import { type HookExchange, redactExchange } from "./hook-exchange.ts";

/** Maximum number of exchanges that wait for the database; further ones are dropped and counted. */
const WAITING_MAX = 2_000;
const BATCH_MAX = 100;
const WRITE_MS = 200;
/** Retention period of exchanges, and interval between purges. */
const RETENTION_MS = FIXED_DAYS["hook-exchanges"] * 86_400_000;
const SWEEP_MS = 3_600_000;
const SWEPT_MAX = 5_000;
/** Maximum number of purged batches per call centre and run; more than an hour can create at any rate. */
const PORTIONS_MAX = 200;

/** Dependencies of the exchange writer. */
export interface ExchangeWriterOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** Stores webhook exchanges asynchronously: no call waits for the writer, and exchanges beyond its capacity are dropped and counted. */
export interface ExchangeWriter {
  add(exchange: HookExchange): void;
  dropped(): number;
  /** Writes the pending exchanges; safe to call twice. */
  close(): Promise<void>;
}

/** Opens the writer, which also purges exchanges that are older than a week. */
export function openExchangeWriter(options: ExchangeWriterOptions): ExchangeWriter {
  const { db, ids, log } = options;
  let waiting: HookExchange[] = [];
  let dropped = 0;
  const said = openCallTranscripts();
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      const byTenant = Map.groupBy(batch, ({ tenantId }) => tenantId);
      for (const [tenantId, some] of byTenant) {
        const rows = some.map((one) => ({ ...one, id: ids.next() }));
        // A failed write is not retried: capacity for new exchanges is more important.
        await insertAll(db, tenantId, rows, (count, error) => {
          dropped += count;
          // The database's error message may contain the rejected data; only the SQLSTATE is logged.
          const state = databaseFault(error)?.state;
          log.warn({ ...(state === undefined ? { err: error } : { state }), dropped }, "hook-exchange.not-written");
        });
      }
    }
  };
  const writing = follow({
    look: write,
    everyMs: WRITE_MS,
    onFault: (error) => log.warn({ err: error }, "hook-exchange.not-written"),
  });
  const sweeping = follow({
    look: () => sweep(options),
    everyMs: SWEEP_MS,
    onFault: (error) => log.warn({ err: error }, "hook-exchange.not-swept"),
  });
  return {
    add: (exchange) => {
      // The caller's words count for later exchanges, whether this one is stored or not.
      const before = said.before(exchange);
      if (waiting.length >= WAITING_MAX) dropped += 1;
      // Truncated and masked before queueing: a stalled database must not hold complete responses in memory.
      else waiting.push(redactExchange(exchange, before));
    },
    dropped: () => dropped,
    close: async () => {
      writing.close();
      sweeping.close();
      await write();
    },
  };
}

type Row = Parameters<typeof insertExchanges>[1][number];

/** Writes rows together, and one by one where the data of one row make the write fail. */
async function insertAll(
  db: Database,
  tenantId: string,
  rows: readonly Row[],
  onLost: (count: number, error: unknown) => void,
): Promise<void> {
  try {
    await inTenant(db, tenantId, (trx) => insertExchanges(trx, rows));
  } catch (error) {
    const isOfData = databaseFault(error)?.state.startsWith("22") === true;
    if (!isOfData || rows.length === 1) return onLost(rows.length, error);
    for (const row of rows) await insertAll(db, tenantId, [row], onLost);
  }
}

async function sweep({ db, clock, tenantIds }: ExchangeWriterOptions): Promise<void> {
  const before = new Date(clock.nowMs() - RETENTION_MS);
  for (const tenantId of await tenantIds(db)) {
    for (let portion = 0; portion < PORTIONS_MAX; portion += 1) {
      const limit = SWEPT_MAX;
      const gone = await inTenant(db, tenantId, (trx) => deleteExchangesBefore(trx, { before, limit }));
      if (gone < limit) break;
    }
  }
}
