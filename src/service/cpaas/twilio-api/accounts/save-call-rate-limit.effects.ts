import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { CALL_ORDERS_DUE } from "../calls/call-orders.store.ts";
import { CALL_RATE_LIMIT_FIELDS, type CallRateLimit } from "./call-rate-limit.shared.ts";
import { holdTenant, lockCallRateLimit, updateCallRateLimit } from "./limit.store.ts";

/** Reasons why a call rate limit is not changed. */
export type CallRateLimitRefusal = "no-such-tenant" | "tenant-closed" | "call-pace-stale" | "call-pace-burst-small";

/** Changes the call rate limit of a call centre if it still equals `before`; active calls beyond a lower limit continue. */
export async function changeCallRateLimit(
  kit: Kit,
  requestContext: RequestContext,
  { before, pace }: { readonly before: CallRateLimit; readonly pace: CallRateLimit },
): Promise<CallRateLimitRefusal | "changed"> {
  // The burst must permit the calls of one second.
  if (pace.burst < pace.perSecond) return "call-pace-burst-small";
  const { tenantId } = requestContext;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const standing = await holdTenant(trx, tenantId);
    if (standing !== "open") return standing === "closed" ? "tenant-closed" : standing;
    const known = await lockCallRateLimit(trx, { tenantId, at: new Date(kit.clock.nowMs()) });
    if (CALL_RATE_LIMIT_FIELDS.some((field) => known[field] !== before[field])) return "call-pace-stale";
    const changed = CALL_RATE_LIMIT_FIELDS.filter((field) => known[field] !== pace[field]);
    if (changed.length === 0) return "changed";
    await updateCallRateLimit(trx, tenantId, pace);
    const detail = { changed, ...pace };
    const fact = { action: "tenant.paced", subjectKind: "tenant", subjectId: tenantId, detail } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return "changed";
  });
  // Waiting orders may start earlier under the new limit.
  if (done === "changed") kit.changeFeed.announce(CALL_ORDERS_DUE);
  return done;
}
