import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { StoredSegment } from "./stored-segment.ts";

/** A recording whose key is gone and whose files are still there. */
export interface ForgottenRecording {
  readonly id: string;
  readonly files: readonly string[];
}

/**
 * Takes the keys of recordings whose last day lies before `before` away, so that nobody can hear them any more whatever
 * becomes of their files; answers their ids, `limit` at the most. Their rows stay.
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

/** Takes the key of one recording of the transaction's tenant away. */
export async function forgetKeyOf(
  trx: DatabaseTransaction,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<"removed" | "no-such-recording" | "recording-goes-on"> {
  const row = await trx.selectFrom("recording").select("state").where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined || row.state === "deleted") return "no-such-recording";
  if (row.state === "recording") return "recording-goes-on";
  await trx
    .updateTable("recording")
    .set({ state: "deleted", sealedKey: Buffer.alloc(0), endedAt: sql`coalesce(ended_at, ${at})` })
    .where("id", "=", id)
    .execute();
  return "removed";
}

/** The zone of last days. */
const ZONE = "Asia/Jakarta";

/** Gives recordings the last day that is so many days after they began, `limit` at the most; answers how many had another. */
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

/** Recordings of the transaction's tenant whose files are to be taken away. */
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

/** Says that the files of a recording are gone. */
export async function filesGone(trx: DatabaseTransaction, id: string): Promise<void> {
  await trx
    .updateTable("recording")
    .set({ segments: "[]", bytes: null, sha256: null })
    .where("id", "=", id)
    .where("state", "=", "deleted")
    .execute();
}
