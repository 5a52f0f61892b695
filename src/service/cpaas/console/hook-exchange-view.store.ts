import { type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { ListPlace } from "./list-place.ts";

/** Filters of the webhook exchanges, newest first. */
export interface ExchangeFilter {
  readonly callId: string | undefined;
  readonly outcome: "ok" | "warned" | "failed" | undefined;
  readonly error: number | undefined;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly after: ListPlace | undefined;
  readonly limit: number;
}

/** A warning: a verb or attribute of a document that was ignored. */
export interface StoredHookWarning {
  readonly number: number;
  readonly verb: string;
  readonly attribute: string | null;
}

function exchanges(trx: DatabaseTransaction) {
  return trx
    .selectFrom("hookExchange")
    .select(["id", "callId", "nth", "at", "kind", "method", "url", "status", "durationMs", "error"])
    .select(["fields", "answer", "warnings"]);
}

/** A stored webhook exchange, masked and truncated. */
export type StoredHookExchange = Awaited<ReturnType<typeof listHookExchanges>>[number];

const isOf = {
  ok: sql<SqlBool>`error is null and warnings = '[]'`,
  warned: sql<SqlBool>`error is null and warnings <> '[]'`,
};

/** Webhook exchanges of the transaction's tenant, newest first. */
export async function listHookExchanges(trx: DatabaseTransaction, filter: ExchangeFilter) {
  const { callId, outcome, error, from, until, after, limit } = filter;
  return exchanges(trx)
    .$if(callId !== undefined, (query) => query.where("callId", "=", callId ?? ""))
    .$if(outcome === "failed", (query) => query.where("error", "is not", null))
    .$if(outcome === "ok", (query) => query.where(isOf.ok))
    .$if(outcome === "warned", (query) => query.where(isOf.warned))
    .$if(error !== undefined, (query) => query.where("error", "=", error ?? 0))
    .$if(from !== null, (query) => query.where("at", ">=", from ?? new Date(0)))
    .$if(until !== null, (query) => query.where("at", "<", until ?? new Date(0)))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(at, id) < (${new Date(after?.atMs ?? 0)}::timestamptz, ${after?.id ?? ""}::uuid)`),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** One webhook exchange of the transaction's tenant. */
export async function findHookExchange(trx: DatabaseTransaction, id: string): Promise<StoredHookExchange | undefined> {
  return exchanges(trx).where("id", "=", id).executeTakeFirst();
}
