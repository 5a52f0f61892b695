import type { LedgerRow } from "./balance.store.ts";

/** A page of the ledger with its cursor for the next page. */
export function shownLedger(rows: readonly LedgerRow[], limit: number) {
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
