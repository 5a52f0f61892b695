import type { Clock, IdSource } from "../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { issueInvoices } from "./invoice.store.ts";

const POLL_MS = 15 * 60_000;

/** Issues invoices of completed months while the process runs. */
export function followInvoices(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly installation: string;
}): Following {
  const { db, clock, ids, log, installation } = options;
  return follow({
    look: async () => {
      const issued = await issueInvoices(db, { nowMs: clock.nowMs(), newId: () => ids.next(), installation });
      if (issued > 0) log.info({ issued }, "sms-invoices.issued");
    },
    everyMs: POLL_MS,
    onFault: (error) => log.warn({ err: error }, "sms-invoices.not-issued"),
  });
}
