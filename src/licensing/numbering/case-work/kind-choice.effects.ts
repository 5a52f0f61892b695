import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { kbliNames, officeDate, readServiceRules } from "../../../regulation/index.ts";
import type { HeldCode } from "../cases/application-form.ts";
import { ossFactsOf } from "../cases/oss-facts.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { type HeldLicence, heldCodesOf, licencesOf, servicesWithCodes } from "../inventory/holdings.store.ts";
import type { KindFacts } from "./kind-choice.ts";

/** Facts from which the kind of application is chosen, with the codes held. */
export interface KnownBody {
  readonly facts: KindFacts;
  readonly heldCodes: readonly HeldCode[];
  /** Active licences on record that a Nomor Tambahan may be based on. */
  readonly licences: readonly HeldLicence[];
  readonly kbli: string;
}

/** Reads the facts about an organisation: its line of business and its codes. Undefined for an unknown organisation. */
export async function knownBody(
  looking: { readonly db: Database | DatabaseTransaction; readonly nowMs: number },
  asked: { readonly organisationId: string; readonly ownService: boolean | null },
): Promise<KnownBody | undefined> {
  const { db, nowMs } = looking;
  const body = await db
    .selectFrom("organisation")
    .select(["kind", "ossRecord"])
    .where("id", "=", asked.organisationId)
    .executeTakeFirst();
  if (body === undefined) return undefined;
  const heldCodes = await heldCodesOf(db, asked.organisationId);
  const { kbli, kbliSteps } = readServiceRules(rulebookNow(nowMs));
  const names = kbliNames(kbliSteps, { code: kbli, date: officeDate(nowMs) });
  const facts: KindFacts = {
    isGovernment: body.kind === "government",
    hasServiceInNib: ossFactsOf(body.ossRecord).kbli.some(({ code }) => names.includes(code)),
    ownService: asked.ownService,
    activeCodes: heldCodes.length,
    services: heldCodes.length === 0 ? [] : await servicesWithCodes(db, asked.organisationId),
  };
  return { facts, heldCodes, licences: await licencesOf(db, asked.organisationId), kbli };
}
