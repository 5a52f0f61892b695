import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { OpeningHours } from "../../flows/ivr/index.ts";

const HOURS_MAX = 50;

/** Named hours of the transaction's tenant that have not ended, in the versions in force. */
export async function hoursInForce(trx: DatabaseTransaction) {
  const rows = await trx
    .selectFrom("namedHours as h")
    .innerJoin("namedHoursVersion as v", (join) =>
      join.onRef("v.hoursId", "=", "h.id").onRef("v.number", "=", "h.version"),
    )
    .select(["h.id", "h.name", "v.hours"])
    .where("h.endedAt", "is", null)
    .orderBy("h.name")
    .limit(HOURS_MAX)
    .execute();
  // The schema of opening hours checked the value before it was written.
  return rows.map(({ hours, ...row }) => ({ ...row, hours: hours as unknown as OpeningHours }));
}
