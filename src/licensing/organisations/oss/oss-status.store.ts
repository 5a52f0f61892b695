import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { NibRecord, NibStatus } from "../../../protocols/oss/index.ts";
import { ossRecordFrom } from "./oss-record.ts";

/**
 * Keeps what OSS says now about a registered company: its status always, its data where OSS sent them. The name and
 * address that were verified stay as they are until they are changed by an application. Returns the id of the company;
 * null when nobody registered the NIB.
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
