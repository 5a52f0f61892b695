import { type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";

/** A stored webhook exchange of a call: masked and truncated. */
export interface CallHookExchange {
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: number | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly warnings: readonly { readonly number: number; readonly verb: string; readonly attribute: string | null }[];
}

/** Webhook exchanges of a call of the transaction's call centre, in order. */
export async function listExchanges(
  trx: DatabaseTransaction,
  filter: {
    readonly callId: string;
    readonly after: { readonly atMs: number; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly CallHookExchange[]> {
  const { callId, after, limit } = filter;
  let query = trx
    .selectFrom("hookExchange")
    .select(["id", "at", "kind", "method", "url", "status", "durationMs", "error", "fields", "answer", "warnings"])
    .where("callId", "=", callId);
  if (after !== undefined) {
    query = query.where(sql<SqlBool>`(at, id) > (${new Date(after.atMs)}::timestamptz, ${after.id}::uuid)`);
  }
  const rows = await query.orderBy("at").orderBy("id").limit(limit).execute();
  return rows.map(({ at, fields, warnings, ...row }) => ({
    ...row,
    atMs: at.getTime(),
    fields: fields as CallHookExchange["fields"],
    warnings: warnings as unknown as CallHookExchange["warnings"],
  }));
}
