import { assert } from "../../../kernel/index.ts";
import type { AuthorityPeriod } from "../authority/authority.ts";
import type { LegalBasis, PersonInCharge, RegistrationFiles } from "../organisation-row.ts";
import { type OssRecord, statedRecord } from "../oss/oss-record.ts";
import type { AcceptedForm } from "./judge-form.ts";
import type { OrganisationKind, RecordSource } from "./registration-words.shared.ts";

/** The data that an organisation states where OSS does not provide it. */
export interface StatedFacts {
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly risk: string;
}

/** A form in API format. */
export interface RegistrationForm extends RegistrationFiles {
  readonly kind: OrganisationKind;
  readonly source: RecordSource;
  readonly nib: string;
  readonly npwp: string;
  readonly facts: StatedFacts | null;
  readonly legalBasis: LegalBasis | null;
  readonly phone: string;
  readonly personInCharge: PersonInCharge;
  /** Set if a consultant registers the company. */
  readonly authority: (AuthorityPeriod & { readonly fileId: string; readonly scope: string }) | null;
}

/** The record of a business from its own statement; null without one. */
export function recordStatedIn(
  form: RegistrationForm,
  read: { readonly nib: string; readonly kbli: string },
): OssRecord | null {
  if (form.facts === null) return null;
  return statedRecord({ ...form.facts, ...read, npwp: "" });
}

/** The files of a form that its kind requires, each with its upload purpose. */
export function filesOf(form: RegistrationForm): readonly {
  readonly fileId: string;
  readonly purpose: string;
  readonly column: keyof RegistrationFiles;
}[] {
  const isBusiness = form.kind === "business";
  const needsLetter = !isBusiness || form.personInCharge.standing === "assigned";
  const wanted = [
    { fileId: isBusiness ? form.deedFileId : null, purpose: "deed", column: "deedFileId" },
    { fileId: isBusiness && form.source === "stated" ? form.nibFileId : null, purpose: "nib", column: "nibFileId" },
    { fileId: isBusiness ? null : form.legalBasisFileId, purpose: "legal-basis", column: "legalBasisFileId" },
    { fileId: needsLetter ? form.assignmentFileId : null, purpose: "assignment", column: "assignmentFileId" },
  ] as const;
  return wanted.flatMap(({ fileId, ...rest }) => (fileId === null ? [] : [{ fileId, ...rest }]));
}

/** The values to store from an accepted form: data from OSS or stated, and normalised numbers. */
export function factsToKeep(
  form: RegistrationForm,
  kept: { readonly accepted: AcceptedForm; readonly record: OssRecord | null },
) {
  const { accepted, record } = kept;
  const { npwp, phone, personPhone } = accepted;
  const facts = record ?? form.facts;
  assert(facts !== null, "an accepted form has facts");
  const { name, companyKind, address, city, province } = facts;
  return {
    kind: form.kind,
    nib: record?.nib ?? null,
    npwp,
    name,
    companyKind,
    address,
    city,
    province,
    phone,
    personInCharge: { ...form.personInCharge, phone: personPhone },
    ossRecord: record === null ? null : { ...record, npwp: form.source === "stated" ? npwp : record.npwp },
    recordSource: form.kind === "government" ? ("stated" as const) : form.source,
    legalBasis: form.kind === "government" ? form.legalBasis : null,
  };
}
