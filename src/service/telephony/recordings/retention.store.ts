import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StoredSegment } from "./stored-segment.ts";

/** A recording whose key was deleted and whose files still exist. */
export interface ForgottenRecording {
  readonly id: string;
  readonly files: readonly string[];
}

/**
 * Deletes the keys of recordings whose last day is before `before`, so that they cannot be played even where their files remain; returns their ids,
 * `limit` at the most. Their rows stay.
 */
export async function forgetKeys(
  trx: DatabaseTransaction,
  {
    before,
    begunBefore,
    at,
    limit,
  }: { readonly before: string; readonly begunBefore: Date | null; readonly at: Date; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    update recording set state = 'deleted', sealed_key = ''::bytea, ended_at = coalesce(ended_at, ${at})
    where id in (select id from recording where state in ('kept', 'lost') and keep_until < ${before}::date
      and (${begunBefore}::timestamptz is null or began_at < ${begunBefore}::timestamptz)
      and tenant_id = current_tenant() order by keep_until limit ${limit}::int for update skip locked)
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Deletes the key of one recording of the transaction's tenant. */
export async function forgetKeyOf(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<Result<null, "no-such-recording" | "recording-goes-on">> {
  const row = await trx.selectFrom("recording").select("state").where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined || row.state === "deleted") return refuse("no-such-recording");
  if (row.state === "recording") return refuse("recording-goes-on");
  await trx
    .updateTable("recording")
    .set({ state: "deleted", sealedKey: Buffer.alloc(0), endedAt: sql`coalesce(ended_at, ${at})` })
    .where("id", "=", id)
    .execute();
  return ok(null);
}

/** The time zone of last days. */
const ZONE = "Asia/Jakarta";

/** Sets the last day of recordings to this many days after their beginning, `limit` at the most; returns the number of changed ones. */
export async function giveDays(
  trx: DatabaseTransaction,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<number> {
  const result = await sql`
    update recording r set keep_until = (r.began_at at time zone ${ZONE})::date + ${days}::int
    where r.id in (select id from recording where state in ('recording', 'kept', 'lost') and tenant_id = current_tenant()
      and keep_until <> (began_at at time zone ${ZONE})::date + ${days}::int limit ${limit}::int for update skip locked)`.execute(
    trx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Recordings of the transaction's tenant whose files have to be deleted. */
export async function forgottenFiles(trx: DatabaseTransaction, limit: number): Promise<readonly ForgottenRecording[]> {
  const rows = await trx
    .selectFrom("recording")
    .select(["id", "segments"])
    .where("state", "=", "deleted")
    .where(sql<boolean>`segments <> '[]'::jsonb`)
    .limit(limit)
    .execute();
  return rows.map(({ id, segments }) => ({
    id,
    files: (segments as unknown as readonly StoredSegment[]).map(({ file }) => file),
  }));
}

/** Records that the files of a recording are deleted. */
export async function filesGone(trx: DatabaseTransaction, id: string): Promise<void> {
  await trx
    .updateTable("recording")
    .set({ segments: "[]", bytes: null, sha256: null })
    .where("id", "=", id)
    .where("state", "=", "deleted")
    .execute();
}
