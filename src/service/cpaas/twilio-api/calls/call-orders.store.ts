import { sql } from "kysely";
import { type Database, inTenant } from "../../../../platform/database/index.ts";
import type { CallInstructions, CallOrder, CallOrders, Hook } from "../../../flows/call-documents/index.ts";

/** Notification channel of new call orders, on which a switch polls early. */
export const CALL_ORDERS_DUE = "call-orders";
/** Expiry of an order that no switch has started. */
const WAIT_MAX = "15 minutes";

interface OrderRow {
  readonly callId: string;
  readonly tenantId: string;
  readonly fromCode: string;
  readonly toKind: string;
  readonly toAddress: string;
  readonly voiceUrl: string | null;
  readonly voiceMethod: string;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string;
  readonly document: string | null;
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number | null;
  readonly sendDigits: string | null;
  readonly isRecorded: boolean;
  readonly createdAt: Date;
}

/** Call orders for a switch. */
export function openCallOrders(db: Database): CallOrders {
  return {
    giveBack: async (switchId) => {
      await sql`select requeue_api_calls(${switchId}::uuid)`.execute(db);
    },
    take: async ({ switchId, nowMs, max }) => {
      const { rows } = await sql<OrderRow>`
        select call_id, tenant_id, from_code, to_kind, to_address, voice_url, voice_method, fallback_url, fallback_method, document,
          timeout_seconds, time_limit_seconds, send_digits, is_recorded, created_at
        from claim_api_calls(${switchId}::uuid, ${new Date(nowMs)}::timestamptz, ${max}::int, ${WAIT_MAX}::interval)
        order by created_at, call_id`.execute(db);
      return rows.map(orderOf);
    },
    begun: ({ callId, tenantId }, nowMs) =>
      inTenant(db, tenantId, async (trx) => {
        const done = await trx
          .updateTable("apiCall")
          .set({ state: "begun", begunAt: new Date(nowMs) })
          .where("callId", "=", callId)
          .where("state", "=", "taken")
          .executeTakeFirst();
        return done.numUpdatedRows === 1n;
      }),
    refused: ({ callId, tenantId }, refusal, nowMs) =>
      inTenant(db, tenantId, async (trx) => {
        await trx
          .updateTable("apiCall")
          .set({ state: "refused", refusal, doneAt: new Date(nowMs) })
          .where("callId", "=", callId)
          .where("state", "in", ["taken", "begun"])
          .execute();
      }),
  };
}

function orderOf(row: OrderRow): CallOrder {
  const { callId, tenantId, timeoutSeconds, timeLimitSeconds, sendDigits, isRecorded } = row;
  return {
    callId,
    tenantId,
    timeoutSeconds,
    timeLimitSeconds,
    sendDigits,
    isRecorded,
    from: row.fromCode,
    to:
      row.toKind === "phone" ? { kind: "phone", extension: row.toAddress } : { kind: "number", number: row.toAddress },
    instructions: instructionsOf(row),
    createdAtMs: row.createdAt.getTime(),
  };
}

function instructionsOf(row: OrderRow): CallInstructions {
  const hook = (url: string, method: string): Hook => ({ url, method: method === "GET" ? "GET" : "POST" });
  if (row.voiceUrl === null) return { from: "document", document: row.document ?? "" };
  const fallback = row.fallbackUrl === null ? null : hook(row.fallbackUrl, row.fallbackMethod);
  return { from: "hook", voice: hook(row.voiceUrl, row.voiceMethod), fallback };
}

/** Purges completed orders created before an instant; returns the number. */
export async function forgetApiCalls(
  db: Database,
  { createdBefore, limit }: { readonly createdBefore: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select purge_api_calls(${createdBefore}::timestamptz, ${limit}::int) as count`.execute(db);
  return rows[0]?.count ?? 0;
}
