import type { Kit } from "../../platform/kit/index.ts";
import type { CaseStatus } from "../numbering/index.ts";
import { readLicencePromise } from "./deadlines/licence-promise.ts";
import { findLicence } from "./licence.store.ts";

/** The public status of a licence application, for the bearer of the number and key on its receipt. */
export function licenceStatusLookup(kit: Pick<Kit, "db" | "clock">) {
  return async (asked: { readonly number: string; readonly key: string }): Promise<CaseStatus | null> => {
    const found = await kit.db
      .selectFrom("caseReceipt as r")
      .innerJoin("licenceApplication as a", "a.id", "r.licenceApplicationId")
      .select(["a.id", "a.number"])
      .where("r.secret", "=", asked.key)
      .executeTakeFirst();
    const row = found?.number === asked.number ? await findLicence(kit.db, found.id) : undefined;
    if (row === undefined) return null;
    const reading = readLicencePromise(row, kit.clock.nowMs());
    const isOwed = reading !== null && reading.endedAt === null;
    return {
      number: asked.number,
      code: "",
      state: `licence-${row.paused ? "paused" : row.state}`,
      receivedAtMs: (row.submittedAt ?? row.createdAt).getTime(),
      dueDate: isOwed ? reading.dueDate : null,
      isOverdue: isOwed && reading.overdue,
      isStanding: isOwed && reading.holder === "applicant",
      repairUntil: row.state === "returned" ? row.repairUntil : null,
    };
  };
}
