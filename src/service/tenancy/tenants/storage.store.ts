import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** The reserved size of a recording in progress until its size is known: some ten minutes of a conversation. */
export const RUNNING_BYTES = 20_000_000;

/**
 * Whether a call centre may store `bytes` more of audio, null for a recording that begins, in addition to its stored audio and the reserved size of
 * recordings in progress. Its row is locked, so that of two requests for the last space one gets it.
 */
export async function hasRoomForSound(
  trx: DatabaseTransaction,
  { tenantId, bytes }: { readonly tenantId: string; readonly bytes: number | null },
): Promise<boolean> {
  const { rows } = await sql<{ readonly isFree: boolean }>`
    select t.storage_max_bytes is null or s.recording_bytes + s.prompt_bytes
      + s.running::bigint * ${RUNNING_BYTES}::bigint + ${bytes ?? RUNNING_BYTES}::bigint <= t.storage_max_bytes as is_free
    from tenant_storage s join tenant t on t.id = s.tenant_id where s.tenant_id = ${tenantId}::uuid
    for update of s`.execute(trx);
  return rows[0]?.isFree ?? true;
}
