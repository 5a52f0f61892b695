import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { IntakeAnswer, IntakeOrder, Taken } from "./intake.ts";

/** Stores answers under their idempotency keys; requests whose key exists get the stored answer. */
export async function keepRequests(
  trx: DatabaseTransaction,
  told: {
    readonly tenantId: string;
    readonly answered: readonly { readonly order: IntakeOrder; readonly taken: readonly Taken[] }[];
    readonly nowMs: number;
  },
): Promise<ReadonlyMap<IntakeOrder, IntakeAnswer>> {
  const keyed = told.answered.filter(({ order }) => order.request !== null);
  if (keyed.length === 0) return new Map();
  const firsts = new Map(keyed.toReversed().map((one) => [one.order.request?.key ?? "", one]));
  const rows = [...firsts]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([key, { order, taken }]) => ({
      k: key,
      d: Buffer.from(order.request?.digest ?? new Uint8Array()).toString("hex"),
      a: taken,
    }));
  const kept = await sql<{ readonly key: string }>`
    insert into sms_request (tenant_id, key, digest, answer, created_at)
    select ${told.tenantId}::uuid, k, decode(d, 'hex'), a, ${new Date(told.nowMs)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(k text, d text, a jsonb)
    on conflict (tenant_id, key) do nothing returning key`.execute(trx);
  const fresh = new Set(kept.rows.map(({ key }) => firsts.get(key)?.order));
  const repeated = keyed.filter(({ order }) => !fresh.has(order));
  if (repeated.length === 0) return new Map();
  const keys = repeated.map(({ order }) => order.request?.key ?? "");
  const found = await sql<{ readonly key: string; readonly digest: Buffer; readonly answer: readonly Taken[] }>`
    select key, digest, answer from sms_request where tenant_id = ${told.tenantId}::uuid and key = any (${keys}::text[])`.execute(
    trx,
  );
  const byKey = new Map(found.rows.map((row) => [row.key, row]));
  return new Map(
    repeated.map(({ order }): [IntakeOrder, IntakeAnswer] => {
      const first = byKey.get(order.request?.key ?? "");
      if (first === undefined) return [order, "request-differs"];
      return [order, first.digest.equals(order.request?.digest ?? new Uint8Array()) ? first.answer : "request-differs"];
    }),
  );
}

/** The stored answer of a key; undefined when there is none, or no key was given. */
export async function earlierAnswer(
  trx: DatabaseTransaction,
  { tenantId, request }: IntakeOrder,
): Promise<IntakeAnswer | undefined> {
  if (request === null) return undefined;
  const { rows } = await sql<{ readonly digest: Buffer; readonly answer: readonly Taken[] }>`
    select digest, answer from sms_request where tenant_id = ${tenantId}::uuid and key = ${request.key}`.execute(trx);
  const [first] = rows;
  if (first === undefined) return undefined;
  return first.digest.equals(request.digest) ? first.answer : "request-differs";
}
