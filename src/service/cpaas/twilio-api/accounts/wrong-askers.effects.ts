import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { takeTokens } from "../../../messaging/sms/index.ts";
import { openRestRateLimit } from "../rest/rest-rate-limit.ts";
import { findAccount } from "./account-token.store.ts";

/** Failed authentications logged per account, and in total: brute-force attempts do not fill the log. */
const OF_ACCOUNT = { perSecond: 0.1, most: 20 } as const;
const OF_ALL = { perSecond: 5, most: 100 } as const;
/** Account lookups of failed authentications: invented accounts use up no allowance above. */
const LOOKUP_RATE = { perSecond: 50, most: 200 } as const;

/**
 * Finds the account that an unauthenticated request targeted, for its request log; undefined for an unknown account or
 * beyond the limits.
 */
export function openWrongAskers({ db, clock }: Pick<Kit, "db" | "clock">) {
  const door = openRestRateLimit({ all: OF_ACCOUNT, creating: OF_ACCOUNT, atOnce: OF_ALL.most });
  let all: ReturnType<typeof takeTokens>["bucket"] | undefined;
  let looked: typeof all;
  return async (username: string, accountSid: string | null): Promise<string | undefined> => {
    const id = idOfSid("account", username) ?? (accountSid === null ? null : idOfSid("account", accountSid));
    if (id === null) return undefined;
    const nowMs = clock.nowMs();
    const looking = takeTokens(looked, { wanted: 1, nowMs }, LOOKUP_RATE);
    looked = looking.bucket;
    if (looking.waitMs > 0) return undefined;
    const account = await inTenant(db, id, (trx) => findAccount(trx, id));
    if (account?.closedAt !== null) return undefined;
    const asked = door.letIn({ who: id, isCreating: false, nowMs });
    if (!asked.isIn) return undefined;
    asked.leave();
    const taken = takeTokens(all, { wanted: 1, nowMs }, OF_ALL);
    all = taken.bucket;
    return taken.waitMs > 0 ? undefined : id;
  };
}
