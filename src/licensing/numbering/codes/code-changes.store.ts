import { assert } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { readServiceRules } from "../../../regulation/index.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { lockCode } from "../inventory/hold.store.ts";
import { modeForHolder } from "../inventory/holder-modes.store.ts";
import { type ChangeNote, changeCodes } from "./code-change.store.ts";

/** A change of the code of an application, decided with the application. */
export interface CodeChangeOrder {
  readonly code: string;
  readonly organisationId: string;
  readonly applicationId: string;
  readonly at: Date;
  /** The deciding person, for the code's history. */
  readonly by?: Pick<ChangeNote, "by" | "role" | "note">;
}

/** Changes a held code to in-process on submission; false if the hold has ended. */
export async function submitCode(trx: DatabaseTransaction, order: CodeChangeOrder): Promise<boolean> {
  await lockCode(trx, order.code);
  const ended = await trx
    .updateTable("codeHold")
    .set({ endedAt: order.at, endedReason: "submitted", applicationId: order.applicationId })
    .where("code", "=", order.code)
    .where("organisationId", "=", order.organisationId)
    .where("endedAt", "is", null)
    .where("heldUntil", ">", order.at)
    .executeTakeFirst();
  if (ended.numUpdatedRows !== 1n) return false;
  assert(await changeOne(trx, "submit", order), "a code with an open hold is held");
  return true;
}

/**
 * Makes an in-process code active with the decree. Without a licence, its mode is `test`: only listed test lines can
 * call it, during an approved test or rehearsal. A further code of a licensed operator is open immediately.
 */
export async function activateCode(trx: DatabaseTransaction, order: CodeChangeOrder): Promise<boolean> {
  const { organisationId, at } = order;
  const { kbli } = readServiceRules(rulebookNow(at.getTime()));
  return changeOne(trx, "assign", order, await modeForHolder(trx, { organisationId, kbli }));
}

/** Frees the code of a withdrawn or rejected application. */
export async function freeCode(trx: DatabaseTransaction, order: CodeChangeOrder): Promise<void> {
  await changeOne(trx, "free", order);
}

/** Changes an active code of a company with the decree about it; false if the code is no longer an active code of that company. */
export async function changeHeldCode(
  trx: DatabaseTransaction,
  order: CodeChangeOrder & { readonly change: "rename" | "return" | "revoke"; readonly quarantinedUntil: Date },
): Promise<boolean> {
  const { change, quarantinedUntil } = order;
  const changed = await changeCodes(trx, {
    by: null,
    role: null,
    ...order.by,
    change,
    codes: [order.code],
    now: order.at,
    heldBy: order.organisationId,
    refs: { applicationId: order.applicationId },
    ...(change === "rename" ? {} : { quarantinedUntil }),
  });
  return changed.length === 1;
}

async function changeOne(
  trx: DatabaseTransaction,
  change: "submit" | "assign" | "free",
  order: CodeChangeOrder,
  mode?: "off" | "test" | "open",
): Promise<boolean> {
  const changed = await changeCodes(trx, {
    by: null,
    role: null,
    ...order.by,
    change,
    codes: [order.code],
    now: order.at,
    heldBy: order.organisationId,
    refs: { applicationId: order.applicationId },
    ...(mode === undefined ? {} : { mode }),
  });
  return changed.length === 1;
}
