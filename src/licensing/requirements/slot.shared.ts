/** A slot holds one file. "D07" is the file of a requirement; "agreement:ID", "certificate:ID", "photo:ID" and "proof:ID" are files of one row of a part. */

/** Kinds of slot of a row. */
export const ROW_SLOTS = ["agreement", "certificate", "photo", "proof", "evidence"] as const;

/** One of `ROW_SLOTS`. */
export type RowSlot = (typeof ROW_SLOTS)[number];

/** The slot of a row's file. */
export function slotOfRow(kind: RowSlot, rowId: string): string {
  return `${kind}:${rowId}`;
}

/** Facts that a person states about a file; local dates, "" if not stated. */
export interface StatedFacts {
  readonly number: string;
  readonly issuedOn: string;
  readonly validUntil: string;
}
