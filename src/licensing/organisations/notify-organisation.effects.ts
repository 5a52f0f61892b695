import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { OrganisationOptions } from "./organisation-dependencies.effects.ts";
import type { OrganisationRow } from "./organisation-row.ts";
import type { ReturnReason } from "./registration/registration.ts";

/** Notifies all members of the company of a verifier's decision. */
export async function notifyOrganisation(
  { kit, tellCompany }: OrganisationOptions,
  trx: DatabaseTransaction,
  news: {
    readonly row: OrganisationRow;
    readonly verdict: "accept" | "return";
    readonly reasons: readonly ReturnReason[];
  },
): Promise<void> {
  const { row, verdict, reasons } = news;
  const template = verdict === "accept" ? "organisation-verified" : "organisation-returned";
  const list = reasons.map(({ text, remedy }) => (remedy === "" ? `- ${text}` : `- ${text}\n  → ${remedy}`)).join("\n");
  await tellCompany(trx, {
    organisationId: row.id,
    template,
    params: { company: row.name, nib: row.nib ?? "", reasons: list, url: kit.publicUrl() },
    dedupeKey: `${template}:${row.id}:${row.version}`,
  });
}
