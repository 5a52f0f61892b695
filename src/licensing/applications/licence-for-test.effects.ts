import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { readHoldRules } from "../../regulation/index.ts";
import { ossFactsOf } from "../numbering/index.ts";
import { findLicence } from "./licence.store.ts";
import { readCaseDossier } from "./licence-facts.effects.ts";
import type { LicenceForTest } from "./licence-for-test.ts";

/** Reads an application for its test; "share" locks it against changes until the transaction ends. */
export async function licenceForTest(
  looking: { readonly db: Database | DatabaseTransaction; readonly nowMs: number },
  id: string,
  lock: "none" | "share" = "none",
): Promise<LicenceForTest | undefined> {
  const row = await findLicence(looking.db, id, lock);
  if (row === undefined) return undefined;
  const { content } = await readCaseDossier(looking, row);
  const { deciderId } = await looking.db
    .selectFrom("licenceApplication")
    .select("deciderId")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const record = await looking.db
    .selectFrom("licence")
    .select("id")
    .where("applicationId", "=", id)
    .limit(1)
    .executeTakeFirst();
  const { id: organisationId, name, nib, npwp, address, state } = row.organisation;
  const { nibStatus } = ossFactsOf(row.organisation.ossRecord);
  return {
    id,
    number: row.number,
    state: row.state,
    organisation: { id: organisationId, name, nib, npwp, address, isVerified: state === "verified" },
    isNibBlocked: readHoldRules(content.rulebook).blockedNibStatuses.includes(nibStatus),
    isLicensed: record !== undefined,
    form: content.form,
    company: content.company,
    judges: [...row.checkedBy, ...row.endorsedBy, ...(deciderId === null ? [] : [deciderId])],
  };
}
