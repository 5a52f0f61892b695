import { sql } from "kysely";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { NumberMode } from "./number-mode.ts";

/** A manually entered code, with its supporting documents. */
export interface CodeByHand {
  readonly code: string;
  readonly decreeNumber: string;
  /** The number of the active licence; without it, only test lines can call the code. */
  readonly licenceNumber: string | null;
  readonly by: string;
  readonly at: Date;
}

/** The mode of a manually entered code: a decree permits tests, a licence opens it. */
function modeByHand({ licenceNumber }: Pick<CodeByHand, "licenceNumber">): NumberMode {
  return licenceNumber === null ? "test" : "open";
}

/** Whether the licensing half has the code in its inventory, so that it must not be entered manually. */
export async function isInInventory(trx: DatabaseTransaction, code: string): Promise<boolean> {
  const { rows } = await sql`select from access_code where code = ${code} union all
    select from number_mode where code = ${code} and source = 'licensing'`.execute(trx);
  return rows.length > 0;
}

/** Enters a code manually, or updates its documents; false if the licensing half has it, checked in the same statement. */
export async function enterByHand(trx: DatabaseTransaction, entry: CodeByHand): Promise<boolean> {
  const { code, decreeNumber, licenceNumber, by, at } = entry;
  const { rows } = await sql`
    insert into number_mode (code, mode, source, decree_number, licence_number, changed_at, changed_by)
    select ${code}, ${modeByHand(entry)}, 'by-hand', ${decreeNumber}, ${licenceNumber}, ${at}, ${by}::uuid
    where not exists (select from access_code where code = ${code})
    on conflict (code) do update set mode = excluded.mode, decree_number = excluded.decree_number,
      licence_number = excluded.licence_number, changed_at = excluded.changed_at, changed_by = excluded.changed_by
      where number_mode.source = 'by-hand'
    returning 1 as entered`.execute(trx);
  return rows.length > 0;
}

/** Switches a manually entered code off, because no tenant serves it any more. */
export async function leaveByHand(
  trx: DatabaseTransaction,
  { code, by, at }: Pick<CodeByHand, "code" | "by" | "at">,
): Promise<void> {
  await trx
    .updateTable("numberMode")
    .set({ mode: "off", changedAt: at, changedBy: by })
    .where("code", "=", code)
    .where("source", "=", "by-hand")
    .execute();
}
