import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import type { OrganisationRow } from "../organisation-row.ts";
import type { RegistrationState } from "./registration-words.shared.ts";

/** Another organisation that shares an attribute with a registration. */
export interface MatchingOrganisation {
  readonly organisationId: string;
  readonly name: string;
  readonly nib: string | null;
  readonly state: RegistrationState;
  readonly by: readonly ("npwp" | "phone" | "document")[];
}

/** Maximum number of similar organisations displayed. */
const MATCHES_MAX = 20;

/** Other organisations with the same tax number, the same telephone, or the same deed or legal basis by SHA-256. */
export async function findMatchingOrganisations(
  db: Database,
  row: OrganisationRow,
): Promise<readonly MatchingOrganisation[]> {
  const phones = [row.phone, row.personInCharge.phone];
  const documents = [row.deedFileId, row.legalBasisFileId].filter((id) => id !== null);
  const hasPhone = sql<boolean>`(o.phone = any(${phones}) or o.person_in_charge ->> 'phone' = any(${phones}))`;
  const hasDocument = sql<boolean>`exists (
    select from stored_file theirs join stored_file ours on ours.sha256 = theirs.sha256
    where theirs.id in (o.deed_file_id, o.legal_basis_file_id) and ours.id = any(${documents}::uuid[]))`;
  const rows = await db
    .selectFrom("organisation as o")
    .select(["o.id", "o.name", "o.nib", "o.state"])
    .select((eb) => [
      eb("o.npwp", "=", row.npwp).as("sharesNpwp"),
      hasPhone.as("sharesPhone"),
      hasDocument.as("sharesDocument"),
    ])
    .where("o.id", "!=", row.id)
    .where((eb) => eb.or([eb("o.npwp", "=", row.npwp), hasPhone, hasDocument]))
    .orderBy("o.name")
    .limit(MATCHES_MAX)
    .execute();
  return rows.map(({ id, name, nib, state, sharesNpwp, sharesPhone, sharesDocument }) => ({
    organisationId: id,
    name,
    nib,
    state: state as RegistrationState,
    by: [
      ...(sharesNpwp ? (["npwp"] as const) : []),
      ...(sharesPhone ? (["phone"] as const) : []),
      ...(sharesDocument ? (["document"] as const) : []),
    ],
  }));
}

/** Maximum number of codes displayed with a registration. */
const CODES_MAX = 500;

/** Codes that an organisation already holds, such as those of an imported operator. */
export async function codesHeldBy(db: Database, organisationId: string) {
  return db
    .selectFrom("accessCode")
    .select(["code", "state"])
    .where("holderOrganisationId", "=", organisationId)
    .orderBy("code")
    .limit(CODES_MAX)
    .execute();
}
