import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { takeTokens } from "../messaging/index.ts";
import { idOfSid } from "../programmable/index.ts";
import { findAccount } from "./account-token.store.ts";
import { openRestDoor } from "./rest-door.ts";

/** So many wrong secrets are told of one account, and of all: whoever guesses fills nobody's log, and has nothing looked up. */
const OF_ACCOUNT = { perSecond: 0.1, most: 20 } as const;
const OF_ALL = { perSecond: 5, most: 100 } as const;

/** Whose account somebody has asked who has shown nothing that counts, so that it can be told; undefined where there is none, or too much of it. */
export function openWrongAskers({ db, clock }: Pick<Kit, "db" | "clock">) {
  const door = openRestDoor({ all: OF_ACCOUNT, creating: OF_ACCOUNT, atOnce: OF_ALL.most });
  let all: ReturnType<typeof takeTokens>["bucket"] | undefined;
  return async (username: string, accountSid: string | null): Promise<string | undefined> => {
    const id = idOfSid("account", username) ?? (accountSid === null ? null : idOfSid("account", accountSid));
    if (id === null) return undefined;
    const nowMs = clock.nowMs();
    const taken = takeTokens(all, { wanted: 1, nowMs }, OF_ALL);
    all = taken.bucket;
    const asked = taken.waitMs > 0 ? undefined : door.letIn({ who: id, isCreating: false, nowMs });
    if (asked?.isIn !== true) return undefined;
    asked.leave();
    const account = await inTenant(db, id, (trx) => findAccount(trx, id));
    return account?.closedAt === null ? id : undefined;
  };
}
