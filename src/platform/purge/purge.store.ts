import { sql } from "kysely";
import type { DatabaseTransaction } from "../database/index.ts";

/** Tables with expiring rows, each with its retention period. */
export const PURGED = [
  { table: "session", period: "sessionDays" },
  { table: "one_time_link", period: "linkDays" },
  { table: "invitation", period: "linkDays" },
  { table: "mail_message", period: "mailDays" },
  { table: "outbox", period: "jobDays" },
] as const;

/** One of `PURGED`. */
export type Purged = (typeof PURGED)[number];

/** Retention period of each kind of row after its end, in days. */
export type PurgePeriods = Readonly<Record<Purged["period"], number>>;

/** Deletes up to `rows` rows of a table that ended before an instant; returns their number. The database function contains the conditions. */
export async function purgeRows(
  trx: DatabaseTransaction,
  { table, before, rows }: { readonly table: Purged["table"]; readonly before: Date; readonly rows: number },
): Promise<number> {
  const done = await sql<{
    readonly purged: number;
  }>`select purge_rows(${table}, ${before}, ${rows}::int) as purged`.execute(trx);
  return done.rows[0]?.purged ?? 0;
}
