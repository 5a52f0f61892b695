import type { Clock, IdSource } from "../../kernel/index.ts";
import { type Database, follow, inTenant } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { deleteExchangesBefore, insertExchanges } from "./hook-exchange.store.ts";
import { type HookExchange, keptExchange } from "./hook-exchange.ts";

/** Exchanges that wait for the database at the most; beyond it they are dropped and counted. */
const WAITING_MAX = 2_000;
const BATCH_MAX = 100;
const WRITE_MS = 200;
/** Exchanges are kept so long, and looked through so often. */
const KEPT_MS = 7 * 86_400_000;
const SWEEP_MS = 3_600_000;
const SWEPT_MAX = 5_000;

/** What the writer stands on. */
export interface ExchangeWriterOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** Keeps what hooks were asked and answered beside the calls: no call waits for it, and what has no room is dropped and counted. */
export interface ExchangeWriter {
  add(exchange: HookExchange): void;
  dropped(): number;
  /** Writes what waits; safe to call twice. */
  close(): Promise<void>;
}

/** Opens the writer, which also takes away what is older than a week. */
export function openExchangeWriter(options: ExchangeWriterOptions): ExchangeWriter {
  const { db, ids, log } = options;
  let waiting: HookExchange[] = [];
  let dropped = 0;
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      const byTenant = Map.groupBy(batch, ({ tenantId }) => tenantId);
      for (const [tenantId, some] of byTenant) {
        const rows = some.map((one) => ({ ...keptExchange(one), id: ids.next() }));
        try {
          await inTenant(db, tenantId, (trx) => insertExchanges(trx, rows));
        } catch (error) {
          // What cannot be written is not tried again: it is worth less than room for what comes.
          dropped += rows.length;
          log.warn({ err: error, dropped }, "hook-exchange.not-written");
        }
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
      if (waiting.length >= WAITING_MAX) dropped += 1;
      else waiting.push(exchange);
    },
    dropped: () => dropped,
    close: async () => {
      writing.close();
      sweeping.close();
      await write();
    },
  };
}

async function sweep({ db, clock, tenantIds }: ExchangeWriterOptions): Promise<void> {
  const before = new Date(clock.nowMs() - KEPT_MS);
  for (const tenantId of await tenantIds(db)) {
    await inTenant(db, tenantId, (trx) => deleteExchangesBefore(trx, { before, limit: SWEPT_MAX }));
  }
}
