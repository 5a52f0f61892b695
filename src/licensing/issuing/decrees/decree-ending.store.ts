import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CodeDecreeKind } from "./decree-act.ts";

/** A decree that has just ceased to be in force. */
export interface EndedDecree {
  readonly id: string;
  readonly number: string;
  readonly decidedAt: Date;
}

/**
 * Ends the decree in force on a code of a company, in the transaction that decides its successor: superseded by a
 * change, ended by a return, revoked by a revocation. Undefined if the code is held by a decree from before Sambung.
 */
export async function endDecreeInForce(
  trx: DatabaseTransaction,
  order: {
    readonly code: string;
    readonly organisation: { readonly id: string };
    readonly decidedAt: Date;
    readonly act: { readonly kind: CodeDecreeKind; readonly statement?: string };
  },
): Promise<EndedDecree | undefined> {
  const { act, decidedAt } = order;
  const change = {
    assignment: {},
    change: { supersededAt: decidedAt },
    return: { endedAt: decidedAt },
    revocation: { revokedAt: decidedAt, revokedReason: act.statement ?? null },
  }[act.kind];
  return trx
    .updateTable("decree")
    .set(change)
    .where("code", "=", order.code)
    .where("organisationId", "=", order.organisation.id)
    .where("kind", "in", ["assignment", "change"])
    .where("supersededAt", "is", null)
    .where("revokedAt", "is", null)
    .where("endedAt", "is", null)
    .returning(["id", "number", "decidedAt"])
    .executeTakeFirst();
}

/** Records the decree that ended an earlier one, once its row exists. */
export async function nameSuccessor(
  trx: DatabaseTransaction,
  named: { readonly id: string; readonly by: string; readonly kind: CodeDecreeKind },
): Promise<void> {
  const { id, by, kind } = named;
  await trx
    .updateTable("decree")
    .set(kind === "change" ? { supersededBy: by } : { endedBy: by })
    .where("id", "=", id)
    .execute();
}
