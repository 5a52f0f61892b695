import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { unseal } from "../../platform/sealing/index.ts";
import { limitAttempts, openAttemptLimit } from "../sessions/attempt-limit.ts";
import { findSecondFactor, spendStep } from "./second-factor.store.ts";
import { secondFactorKey, stepOf } from "./totp.effects.ts";

/**
 * Consumes a code of a person's authenticator for a command that requires a new proof; recovery codes are for log-in
 * only. After too many wrong codes, every code is refused for a while.
 */
export function secondFactorSpender(kit: Pick<Kit, "settings">) {
  const limit = openAttemptLimit();
  return async (
    trx: DatabaseTransaction,
    asked: { readonly personId: string; readonly code: string; readonly nowMs: number },
  ): Promise<"fits" | "wrong" | "not-enrolled"> => {
    const { personId, code, nowMs } = asked;
    const row = await findSecondFactor(trx, personId);
    if (row === undefined || row.confirmedAt === null) return "not-enrolled";
    const { sealedSecret } = row;
    const fits = await limitAttempts(limit, { key: personId, nowMs, isFailure: (isSpent) => !isSpent }, async () => {
      const key = await secondFactorKey(kit.settings.dataFolder);
      const step = stepOf(unseal(key, personId, sealedSecret), code, nowMs);
      return step !== undefined && (await spendStep(trx, { personId, step }));
    });
    return fits === true ? "fits" : "wrong";
  };
}
