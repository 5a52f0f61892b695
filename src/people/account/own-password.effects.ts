import type { Kit } from "../../platform/kit/index.ts";
import { isLimited, NO_ATTEMPTS, withFailure, withSuccess } from "../attempt-limit.ts";
import { checkPassword } from "../secrets.effects.ts";
import { findAccount } from "./account.store.ts";

/** Why the present password is not taken as proof. */
export type OwnPasswordRefusal = "current-password-wrong" | "too-many-attempts";

/** Checks the present password of somebody who is signed in; too many failures shut it for a while. */
export type OwnPasswordCheck = (personId: string, password: string) => Promise<OwnPasswordRefusal | null>;

/** Opens the check, with one count of failures for everything that asks for the present password. */
export function openOwnPasswordCheck(kit: Pick<Kit, "db" | "clock">): OwnPasswordCheck {
  let attempts = NO_ATTEMPTS;
  return async (personId, password) => {
    const nowMs = kit.clock.nowMs();
    if (isLimited(attempts, personId, nowMs)) return "too-many-attempts";
    const account = await findAccount(kit.db, personId);
    const fits = await checkPassword(account?.passwordHash, password);
    attempts = fits ? withSuccess(attempts, personId) : withFailure(attempts, personId, nowMs);
    return fits ? null : "current-password-wrong";
  };
}
