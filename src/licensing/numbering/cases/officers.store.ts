import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CodeDecreeKind } from "../../issuing/index.ts";

/** The roles that a person holds now, unless the person is blocked. */
export async function membershipsOn(db: Database | DatabaseTransaction, personId: string, now: Date) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.role", "m.team", "m.organisationId"])
    .where("m.personId", "=", personId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .execute();
}

/** The signatory that the mandate of a decree kind requires on a local day; undefined if no mandate is in force. */
export async function findSignerOn(
  db: Database | DatabaseTransaction,
  asked: { readonly kind: CodeDecreeKind; readonly day: string },
) {
  return db
    .selectFrom("decreeMandate")
    .select("signerPersonId")
    .where("decreeKind", "=", asked.kind)
    .where("cancelled", "=", false)
    .where(sql<boolean>`daterange(valid_from, valid_to, '[]') @> ${asked.day}::date`)
    .executeTakeFirst();
}
