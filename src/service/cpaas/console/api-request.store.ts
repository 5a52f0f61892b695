import { type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { RequestLogEntry } from "../twilio-api/index.ts";
import type { ListPlace } from "./list-place.ts";

/** Stores logged requests of the transaction's tenant. */
export async function insertRequests(
  trx: DatabaseTransaction,
  requests: readonly (RequestLogEntry & { readonly id: string })[],
): Promise<void> {
  const rows = requests.map(({ atMs, params, ...row }) => ({
    ...row,
    at: new Date(atMs),
    params: JSON.stringify(params),
  }));
  await trx.insertInto("apiRequest").values(rows).execute();
}

/**
 * Deletes requests of the transaction's tenant older than `before` or beyond the newest `most`, at most `limit` rows;
 * returns the number.
 */
export async function deleteRequests(
  trx: DatabaseTransaction,
  { before, most, limit }: { readonly before: Date; readonly most: number; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from api_request where ctid = any (array(
      select ctid from api_request where tenant_id = current_tenant() and at < greatest(${before}::timestamptz,
        (select at from api_request where tenant_id = current_tenant() order by at desc, id desc offset ${most}::int limit 1))
      limit ${limit}::int))`.execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Deletes requests about calls with a number, when the data subject asks for erasure. */
export async function eraseRequests(
  trx: DatabaseTransaction,
  { number }: { readonly number: string },
): Promise<readonly never[]> {
  await sql`delete from api_request r where r.sid in (
    select 'CA' || replace(c.call_id::text, '-', '') from calls_of_number(number_key(${number})) c
    union all select 'CA' || replace(a.call_id::text, '-', '') from api_call a
      where number_key(a.to_address) = number_key(${number}))`.execute(trx);
  return [];
}

/** Filters of the request log, newest first. */
export interface RequestFilter {
  readonly outcome: "ok" | "failed" | undefined;
  readonly error: number | undefined;
  readonly code: string | undefined;
  readonly sid: string | undefined;
  readonly keyId: string | undefined;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly after: ListPlace | undefined;
  readonly limit: number;
}

function requests(trx: DatabaseTransaction) {
  return trx
    .selectFrom("apiRequest as r")
    .leftJoin("apiKey as k", "k.id", "r.keyId")
    .select([
      "r.id",
      "r.at",
      "r.method",
      "r.path",
      "r.status",
      "r.error",
      "r.errorCode",
      "r.durationMs",
      "r.isTest",
      "r.sid",
    ])
    .select(["r.keyId", "k.name as keyName", "r.params"]);
}

/** A stored request. */
export type StoredApiRequest = Awaited<ReturnType<typeof listRequests>>[number];

/** Requests of the transaction's tenant, newest first. */
export async function listRequests(trx: DatabaseTransaction, filter: RequestFilter) {
  const { outcome, error, code, sid, keyId, from, until, after, limit } = filter;
  return requests(trx)
    .$if(outcome !== undefined, (query) => query.where("r.status", outcome === "ok" ? "<" : ">=", 400))
    .$if(error !== undefined, (query) => query.where("r.error", "=", error ?? 0))
    .$if(code !== undefined, (query) => query.where("r.errorCode", "=", code ?? ""))
    .$if(sid !== undefined, (query) => query.where("r.sid", "=", sid ?? ""))
    .$if(keyId !== undefined, (query) => query.where("r.keyId", "=", keyId ?? ""))
    .$if(from !== null, (query) => query.where("r.at", ">=", from ?? new Date(0)))
    .$if(until !== null, (query) => query.where("r.at", "<", until ?? new Date(0)))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(r.at, r.id) < (${new Date(after?.atMs ?? 0)}::timestamptz, ${after?.id ?? ""}::uuid)`),
    )
    .orderBy("r.at", "desc")
    .orderBy("r.id", "desc")
    .limit(limit)
    .execute();
}

/** One request of the transaction's tenant. */
export async function findRequest(trx: DatabaseTransaction, id: string): Promise<StoredApiRequest | undefined> {
  return requests(trx).where("r.id", "=", id).executeTakeFirst();
}
