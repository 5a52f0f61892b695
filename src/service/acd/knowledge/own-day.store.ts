import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** The local date of an instant in the zone of the transaction's tenant. */
export async function ownDay(trx: DatabaseTransaction, nowMs: number): Promise<string> {
  const { timeZone } = await trx
    .selectFrom("tenant")
    .select("timeZone")
    .where("id", "=", sql<string>`current_tenant()`)
    .executeTakeFirstOrThrow();
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
