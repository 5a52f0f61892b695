import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { ApplicationRow } from "./application.store.ts";
import { promiseOf, readApplicationPromise } from "./application-promise.ts";
import { fileIdsOf } from "./form-files.ts";

/** Orders the stamped receipt of a submission; injected by the composition. */
export type OrderReceipt = (
  trx: DatabaseTransaction,
  order: {
    readonly applicationId: string;
    readonly organisation: { readonly id: string; readonly name: string };
    readonly number: string;
    readonly round: number;
    readonly receivedAt: Date;
    readonly code: string;
    readonly fileIds: readonly string[];
    readonly formSha256: string;
    readonly promise: { readonly dueDate: string; readonly workingDays: number } | null;
    readonly ruleVersion: string;
  },
) => Promise<void>;

/** Orders the receipt of a submission or correction that was just accepted. */
export async function orderCaseReceipt(
  orderReceipt: OrderReceipt,
  trx: DatabaseTransaction,
  { row, at }: { readonly row: ApplicationRow; readonly at: Date },
): Promise<void> {
  const reading = readApplicationPromise(promiseOf(row), at.getTime());
  await orderReceipt(trx, {
    applicationId: row.id,
    organisation: row.organisation,
    number: row.number ?? "",
    round: reading?.restarts ?? 0,
    receivedAt: at,
    code: row.code,
    fileIds: fileIdsOf(row.form),
    formSha256: createHash("sha256")
      .update(canonicalJson(row.form as unknown as Json))
      .digest("hex"),
    promise: reading === null ? null : { dueDate: reading.dueDate, workingDays: reading.workingDays },
    ruleVersion: row.ruleVersion,
  });
}
