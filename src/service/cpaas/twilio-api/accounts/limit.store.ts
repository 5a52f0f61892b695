import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { type CallRateLimit, DEFAULT_CALL_RATE_LIMIT } from "./call-rate-limit.shared.ts";

/** Call rate limit of a call centre, and its current usage. */
export interface CallRateLimitStatus extends CallRateLimit {
  /** Waiting orders, and active calls of orders. */
  readonly waiting: number;
  readonly going: number;
}

const FIELDS = ["perSecond", "burst", "atOnce"] as const;

/** Call rate limit of the transaction's call centre. */
export async function readCallRateLimit(trx: DatabaseTransaction): Promise<CallRateLimitStatus> {
  const pace = await trx.selectFrom("apiCallPace").select(FIELDS).executeTakeFirst();
  const counts = await sql<{ readonly waiting: number; readonly going: number }>`select
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state = 'queued') as waiting,
    (select count(*)::int from api_call a where a.tenant_id = current_tenant() and a.state in ('taken', 'begun') and a.done_at is null)
      + (select count(*)::int from open_call o join api_call a on a.call_id = o.call_id where a.tenant_id = current_tenant()) as going`.execute(
    trx,
  );
  return { ...(pace ?? DEFAULT_CALL_RATE_LIMIT), ...(counts.rows[0] ?? { waiting: 0, going: 0 }) };
}

/** State of a call centre; locks the row, so that it is neither closed nor reopened until the transaction ends. */
export async function holdTenant(
  trx: DatabaseTransaction,
  tenantId: string,
): Promise<"open" | "closed" | "no-such-tenant"> {
  const tenant = await trx
    .selectFrom("tenant")
    .select("closedAt")
    .where("id", "=", tenantId)
    .forShare()
    .executeTakeFirst();
  if (tenant === undefined) return "no-such-tenant";
  return tenant.closedAt === null ? "open" : "closed";
}

/**
 * Locks the call rate limit of the transaction's call centre: until the transaction ends, no other transaction changes
 * the limit and no order is dispatched.
 */
export async function lockCallRateLimit(
  trx: DatabaseTransaction,
  { tenantId, at }: { readonly tenantId: string; readonly at: Date },
): Promise<CallRateLimit> {
  await trx
    .insertInto("apiCallPace")
    .values({ tenantId, countedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return trx
    .selectFrom("apiCallPace")
    .select(FIELDS)
    .where("tenantId", "=", tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Stores the call rate limit that was locked before. */
export async function updateCallRateLimit(
  trx: DatabaseTransaction,
  tenantId: string,
  rateLimit: CallRateLimit,
): Promise<void> {
  await trx.updateTable("apiCallPace").set(rateLimit).where("tenantId", "=", tenantId).execute();
}
