import { sql } from "kysely";
import type { DatabaseTransaction } from "../database/index.ts";

/** Tables whose rows are purged once they are over, each with the period for which they stay. */
export const PURGED = [
  { table: "session", period: "sessionDays" },
  { table: "one_time_link", period: "linkDays" },
  { table: "invitation", period: "linkDays" },
  { table: "mail_message", period: "mailDays" },
  { table: "outbox", period: "jobDays" },
] as const;

/** One of `PURGED`. */
export type Purged = (typeof PURGED)[number];

/** For how many days each kind of row stays once it is over. */
export type PurgePeriods = Readonly<Record<Purged["period"], number>>;

/** Deletes up to `rows` rows of a table that were over before an instant; answers how many. The database function has the conditions. */
export async function purgeRows(
  trx: DatabaseTransaction,
  { table, before, rows }: { readonly table: Purged["table"]; readonly before: Date; readonly rows: number },
): Promise<number> {
  const done = await sql<{
    readonly purged: number;
  }>`select purge_rows(${table}, ${before}, ${rows}::int) as purged`.execute(trx);
  return done.rows[0]?.purged ?? 0;
}
