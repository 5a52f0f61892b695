import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { NibRecord, NibStatus } from "../../../protocols/oss/index.ts";
import { ossRecordFrom } from "./oss-record.ts";

/**
 * Stores the present OSS data of a registered company: always its status, and its other data if OSS sent them. The
 * verified name and address change only through an application. Returns the id of the company; null if the NIB is not
 * registered.
 */
export async function saveOssStatus(
  trx: DatabaseTransaction,
  told: { readonly nib: string; readonly nibStatus: NibStatus; readonly record: NibRecord | null },
): Promise<string | null> {
  const kept = told.record === null ? {} : ossRecordFrom(told.record);
  const patch = JSON.stringify({ ...kept, nibStatus: told.nibStatus });
  const row = await trx
    .updateTable("organisation")
    .set({ ossRecord: sql`oss_record || ${patch}::jsonb` })
    .where("nib", "=", told.nib)
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}
