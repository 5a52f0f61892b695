import { sql } from "kysely";
import type { NumberMode } from "../../../bridge/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { ServiceNumber } from "./dial-plan.ts";
import type { RecordingNotice } from "./recording-notice.shared.ts";

/** The maximum of codes of a tenant. */
export const NUMBERS_MAX = 1_000;
const MS = 1_000;

/** A code that no longer belongs to the tenant's company is off, whatever its mode for others, and so is one of a closed call centre. */
const MODE = sql<string>`case when t.closed_at is not null or m.source = 'licensing' and m.organisation_id is distinct from t.organisation_id
  then 'off' else m.mode end`;

/** The codes of a tenant with their modes and phones. */
export async function loadNumbers(trx: DatabaseTransaction): Promise<readonly ServiceNumber[]> {
  const rows = await trx
    .selectFrom("serviceNumber as n")
    .innerJoin("numberMode as m", "m.code", "n.code")
    .innerJoin("tenant as t", "t.id", "n.tenantId")
    .select(["n.code", "n.tenantId", "n.ringSeconds", "n.isRecorded", MODE.as("mode")])
    .select(sql<RecordingNotice>`n.recording_notice`.as("recordingNotice"))
    .select(
      sql<readonly string[]>`array(
        select p.phone_id::text from service_number_phone p join phone f on f.id = p.phone_id and f.ended_at is null
        where p.code = n.code order by p.position, p.phone_id)`.as("phoneIds"),
    )
    .orderBy("n.createdAt")
    .limit(NUMBERS_MAX)
    .execute();
  return rows.map(({ mode, ringSeconds, ...row }) => ({ ...row, mode: mode as NumberMode, ringMs: ringSeconds * MS }));
}
