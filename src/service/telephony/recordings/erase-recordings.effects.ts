import { BY_SYSTEM, type Clock, type IdSource } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { forgetKeysOfNumber } from "./personal.store.ts";

/**
 * Deletes the keys of a number's recordings and voicemails on request of the data subject, in one transaction with the audit entries, which name the
 * request and not the number; returns the numbers of both.
 */
export function recordingEraser(world: { readonly clock: Clock; readonly ids: IdSource }) {
  return async (
    trx: DatabaseTransaction,
    wish: { readonly id: string; readonly number: string; readonly limit: number },
  ): Promise<readonly { readonly name: "recordings" | "messages"; readonly count: number }[]> => {
    const { id: personalRequest, number, limit } = wish;
    const gone = await forgetKeysOfNumber(trx, { number, limit, at: new Date(world.clock.nowMs()) });
    for (const { id: subjectId } of gone)
      await recordAudit(trx, world, {
        ...BY_SYSTEM,
        action: "recording.erased",
        subjectKind: "recording",
        subjectId,
        detail: { personalRequest },
      });
    const messages = gone.filter(({ isMessage }) => isMessage).length;
    return [
      { name: "recordings", count: gone.length - messages },
      { name: "messages", count: messages },
    ];
  };
}
