import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../platform/database/index.ts";
import { type ChangeNote, changeCodes } from "../codes/code-change.store.ts";

/** Maximum number of codes of one company that are switched in one transaction. */
const CODES_MAX = 10_000;

/**
 * Switches every active code of a company to a mode, in the transaction that changes its licence; returns the changed
 * codes. A concurrent assignment of a code to the company is serialised with it: both lock the company.
 */
export async function switchCodesOfHolder(
  trx: DatabaseTransaction,
  asked: {
    readonly organisationId: string;
    readonly mode: "off" | "open";
    readonly note: ChangeNote;
    readonly now: Date;
  },
): Promise<readonly string[]> {
  const { organisationId, mode, note, now } = asked;
  const rows = await trx
    .selectFrom("accessCode")
    .select("code")
    .where("holderOrganisationId", "=", organisationId)
    .where("state", "=", "active")
    .where("mode", "!=", mode)
    .orderBy("code")
    .limit(CODES_MAX)
    .execute();
  const codes = rows.map(({ code }) => code);
  return changeCodes(trx, { ...note, change: "switch-mode", codes, heldBy: organisationId, mode, now });
}

/**
 * The mode of a newly assigned code: open with an active licence for the service, off if the last licence has ended,
 * else test. Locks the company, so that its licence cannot change concurrently.
 */
export async function modeForHolder(
  trx: DatabaseTransaction,
  holder: { readonly organisationId: string; readonly kbli: string },
): Promise<"off" | "test" | "open"> {
  const { organisationId, kbli } = holder;
  await trx.selectFrom("organisation").select("id").where("id", "=", organisationId).forShare().execute();
  const rows = await trx
    .selectFrom("licence")
    .modifyFront(sql.raw(PREPARED))
    .select("standing")
    .where("organisationId", "=", organisationId)
    .where("kbli", "=", kbli)
    .limit(100)
    .execute();
  if (rows.length === 0) return "test";
  return rows.some(({ standing }) => standing === "active") ? "open" : "off";
}
