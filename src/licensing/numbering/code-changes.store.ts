import { assert } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { freeCodes, lockCode } from "./hold.store.ts";

/** A change of the code of an application, decided with it. */
export interface CodeChangeOrder {
  readonly code: string;
  readonly organisationId: string;
  readonly applicationId: string;
  readonly at: Date;
}

/** Turns a held code into in-process by its company's submission; false when the hold ended meanwhile. */
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
  assert(await moveCode(trx, { ...order, from: "held", to: "in-process" }), "a code with an open hold is held");
  return true;
}

/**
 * Makes an in-process code active with the decree. Without a licence its mode is `test`: only listed test lines, inside
 * an approved test or rehearsal.
 */
export async function activateCode(trx: DatabaseTransaction, order: CodeChangeOrder): Promise<boolean> {
  return moveCode(trx, { ...order, from: "in-process", to: "active", mode: "test" });
}

/** Frees the code of a withdrawn or rejected application. */
export async function freeCode(trx: DatabaseTransaction, order: CodeChangeOrder): Promise<void> {
  await freeCodes(trx, [order.code], order.at);
}

async function moveCode(
  trx: DatabaseTransaction,
  move: CodeChangeOrder & { readonly from: string; readonly to: string; readonly mode?: "test" },
): Promise<boolean> {
  const moved = await trx
    .updateTable("accessCode")
    .set((eb) => ({
      state: move.to,
      mode: move.mode ?? "off",
      heldUntil: null,
      stateSince: move.at,
      changedAt: move.at,
      version: eb("version", "+", 1),
    }))
    .where("code", "=", move.code)
    .where("state", "=", move.from)
    .where("holderOrganisationId", "=", move.organisationId)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
