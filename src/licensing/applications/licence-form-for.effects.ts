import type { Caller } from "../../platform/http/index.ts";
import type { LicenceForm } from "../requirements/index.ts";
import { listParts } from "./documents/licence-content.store.ts";
import { findLicence } from "./licence.store.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { formOf, maySeeLicence } from "./licence-facts.effects.ts";
import { writesForCompany } from "./licence-person.ts";

/** The case whose form is requested, and the purpose. */
interface FormQuery {
  readonly id: string;
  readonly intent: "see" | "change";
}

/** Returns the form of a case to a caller who may see it, or may edit its parts now; undefined otherwise. */
export function licenceForms({ kit }: Pick<LicenceDependencies, "kit">) {
  return async (caller: Caller, { id, intent }: FormQuery): Promise<LicenceForm | undefined> => {
    const row = await findLicence(kit.db, id);
    if (row === undefined) return undefined;
    const isOpen = row.state === "draft" || row.state === "returned";
    const may = intent === "see" ? maySeeLicence(caller, row) : isOpen && writesForCompany(caller, row.organisation.id);
    return may ? formOf(await listParts(kit.db, id)) : undefined;
  };
}
