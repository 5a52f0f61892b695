import type { Kit } from "../../platform/kit/index.ts";
import { limitAttempts, openAttemptLimit } from "../sessions/attempt-limit.ts";
import { checkPassword } from "../sessions/secrets.effects.ts";
import { findAccount } from "./account.store.ts";

/** Why the present password is not accepted as proof. */
export type OwnPasswordRefusal = "current-password-wrong" | "too-many-attempts";

/** Verifies the present password of an authenticated person; too many failures block it for a while. */
export type OwnPasswordCheck = (personId: string, password: string) => Promise<OwnPasswordRefusal | null>;

/** Opens the check, with one failure count for all routes that require the present password. */
export function openOwnPasswordCheck(kit: Pick<Kit, "db" | "clock">): OwnPasswordCheck {
  const limit = openAttemptLimit();
  return async (personId, password) => {
    const attempt = { key: personId, nowMs: kit.clock.nowMs(), isFailure: (fits: boolean) => !fits };
    const fits = await limitAttempts(limit, attempt, async () => {
      const account = await findAccount(kit.db, personId);
      return checkPassword(account?.passwordHash, password);
    });
    if (fits === "too-many-attempts") return fits;
    return fits ? null : "current-password-wrong";
  };
}
