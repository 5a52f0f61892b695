import { sql } from "kysely";
import type { NumberMode } from "../../bridge/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { ServiceNumber } from "./dial-plan.ts";

/** Codes of a tenant at the most. */
const NUMBERS_MAX = 1_000;
const MS = 1_000;

/** The codes of a tenant with their modes and phones. */
export async function loadNumbers(trx: DatabaseTransaction): Promise<readonly ServiceNumber[]> {
  const rows = await trx
    .selectFrom("serviceNumber as n")
    .innerJoin("numberMode as m", "m.code", "n.code")
    .select(["n.code", "n.tenantId", "m.mode", "n.ringSeconds", "n.isRecorded"])
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
