/** The draft of a registration, stored in this browser until the server has it. */

import type { LEGAL_BASIS_KINDS } from "../../../../src/licensing/organisations/registration/registration-words.shared.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import type { Letter, NibLookup, Organisation, PersonInCharge, RegistrationBody } from "../../data/types.ts";
import type { UploadedFile } from "../../parts/file-field.tsx";

/** A step; each step is one page. */
export type StepName =
  | "kind"
  | "acting"
  | "nib"
  | "company"
  | "stated"
  | "body"
  | "basis"
  | "tax"
  | "person"
  | "deed"
  | "assignment"
  | "letter"
  | "check"
  | "done";

/** Facts entered by the user where OSS does not provide them. */
export interface TypedFacts {
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly risk: "low" | "medium-low" | "medium-high" | "high" | "unknown";
}

/** All data of a registration. */
export interface RegistrationDraft {
  readonly kind: "business" | "government" | null;
  readonly acting: "own" | "consultant" | null;
  readonly nib: string;
  readonly lookup: NibLookup | null;
  readonly source: "oss" | "stated";
  readonly facts: TypedFacts;
  readonly basis: { readonly kind: string; readonly number: string; readonly year: string; readonly subject: string };
  readonly npwp: string;
  readonly phone: string;
  readonly person: PersonInCharge;
  readonly deed: UploadedFile | null;
  readonly nibFile: UploadedFile | null;
  readonly basisFile: UploadedFile | null;
  readonly assignment: UploadedFile | null;
  readonly letter: UploadedFile | null;
  readonly validFrom: string;
  readonly validTo: string;
  readonly scope: string;
}

type BasisKind = (typeof LEGAL_BASIS_KINDS)[number];

const EMPTY: RegistrationDraft = {
  kind: null,
  acting: null,
  nib: "",
  lookup: null,
  source: "oss",
  facts: { name: "", companyKind: "", address: "", city: "", province: "", risk: "unknown" },
  basis: { kind: "", number: "", year: "", subject: "" },
  npwp: "",
  phone: "",
  person: { name: "", position: "", email: "", phone: "", standing: "director" },
  deed: null,
  nibFile: null,
  basisFile: null,
  assignment: null,
  letter: null,
  validFrom: "",
  validTo: "",
  scope: "",
};

/** The pages of this draft in order; earlier answers determine the later pages. */
export function stepsOf(draft: RegistrationDraft, isMending: boolean): readonly StepName[] {
  const begin: readonly StepName[] = isMending ? [] : ["kind", "acting"];
  const letter: readonly StepName[] = draft.acting === "consultant" ? ["letter"] : [];
  if (draft.kind === "government")
    return [...begin, "body", "basis", "tax", "person", "assignment", ...letter, "check"];
  const assignment: readonly StepName[] = draft.person.standing === "assigned" ? ["assignment"] : [];
  const facts = draft.source === "stated" ? "stated" : "company";
  return [...begin, "nib", facts, "tax", "person", "deed", ...assignment, ...letter, "check"];
}

const keyOf = (mendId: string | undefined): string => `registration.${mendId ?? "new"}`;

const lookupOf = (organisation: Organisation): NibLookup => ({
  nib: organisation.nib ?? "",
  name: organisation.name,
  npwp: organisation.recordSource === "oss" ? organisation.npwp : "",
  companyKind: organisation.companyKind ?? "",
  address: organisation.address ?? "",
  city: organisation.city ?? "",
  province: organisation.province ?? "",
  nibStatus: organisation.nibStatus ?? "",
  kbli: organisation.kbli ?? [],
  alreadyRegistered: false,
  account: "yours",
});

const uploadedFileOf = (id: string | null | undefined, name: string): UploadedFile | null =>
  id ? { id, name, bytes: 0 } : null;

function factsOf(organisation: Organisation): TypedFacts {
  const { name, companyKind, address, city, province } = organisation;
  const risk = organisation.kbli?.find(({ code }) => code === "82200")?.risk ?? "unknown";
  return {
    name,
    companyKind: companyKind ?? "",
    address: address ?? "",
    city: city ?? "",
    province: province ?? "",
    risk: risk as TypedFacts["risk"],
  };
}

function draftOf(returned: Organisation, letter: Letter | undefined): RegistrationDraft {
  const basis = returned.legalBasis;
  return {
    ...EMPTY,
    kind: returned.kind,
    acting: letter === undefined ? "own" : "consultant",
    nib: returned.nib ?? "",
    lookup: returned.kind === "business" ? lookupOf(returned) : null,
    source: returned.kind === "business" ? returned.recordSource : "oss",
    facts: factsOf(returned),
    basis: basis === null ? EMPTY.basis : { ...basis, year: String(basis.year) },
    npwp: returned.npwp,
    phone: returned.phone ?? "",
    person: returned.personInCharge ?? EMPTY.person,
    deed: uploadedFileOf(returned.deedFileId, "akta.pdf"),
    nibFile: uploadedFileOf(returned.nibFileId, "nib.pdf"),
    basisFile: uploadedFileOf(returned.legalBasisFileId, "dasar-hukum.pdf"),
    assignment: uploadedFileOf(returned.assignmentFileId, "surat-tugas.pdf"),
    letter: uploadedFileOf(letter?.fileId, "surat-kuasa.pdf"),
    validFrom: letter?.validFrom ?? "",
    validTo: letter?.validTo ?? "",
    scope: letter?.scope ?? "",
  };
}

/** The stored draft, or one filled from a returned registration, or an empty one. */
export function openDraft(
  mendId: string | undefined,
  returned: Organisation | undefined,
  letter: Letter | undefined,
): RegistrationDraft {
  const kept = readDraft<RegistrationDraft>(keyOf(mendId));
  if (kept !== null) return { ...EMPTY, ...kept };
  return returned === undefined ? EMPTY : draftOf(returned, letter);
}

/** Stores the draft in this browser. */
export const keepRegistration = (mendId: string | undefined, draft: RegistrationDraft): void =>
  keepDraft(keyOf(mendId), draft);

/** Deletes the draft. */
export const dropRegistration = (mendId: string | undefined): void => dropDraft(keyOf(mendId));

/** The first incomplete page; null when all pages are complete. */
export function missingStep(draft: RegistrationDraft, isMending: boolean): StepName | null {
  const { facts, basis, person } = draft;
  const hasFacts = [facts.name, facts.companyKind, facts.address, facts.city, facts.province].every(isFilled);
  const answered: Readonly<Record<StepName, boolean>> = {
    kind: draft.kind !== null,
    acting: draft.acting !== null,
    nib: digitsOf(draft.nib).length === 13,
    company: draft.lookup !== null,
    stated: hasFacts && draft.nibFile !== null,
    body: hasFacts,
    basis: [basis.kind, basis.number, basis.year, basis.subject].every(isFilled) && draft.basisFile !== null,
    tax: isFilled(draft.npwp),
    person: [draft.phone, person.name, person.position, person.email, person.phone].every(isFilled),
    deed: draft.deed !== null,
    assignment: draft.assignment !== null,
    letter: [draft.validFrom, draft.validTo, draft.scope].every(isFilled) && draft.letter !== null,
    check: true,
    done: true,
  };
  return stepsOf(draft, isMending).find((step) => !answered[step]) ?? null;
}

const isFilled = (text: string): boolean => text.trim() !== "";

/** The request body; null while data is missing. */
export function bodyOf(draft: RegistrationDraft, isMending: boolean): RegistrationBody | null {
  if (missingStep(draft, isMending) !== null || draft.kind === null) return null;
  const isBusiness = draft.kind === "business";
  const isStated = !isBusiness || draft.source === "stated";
  const { facts, basis, letter } = draft;
  const { validFrom, validTo, scope } = draft;
  return {
    kind: draft.kind,
    source: draft.source,
    nib: isBusiness ? digitsOf(draft.nib) : "",
    npwp: draft.npwp,
    facts: isStated ? facts : null,
    legalBasis: isBusiness ? null : { ...basis, kind: basis.kind as BasisKind, year: Number(basis.year) },
    deedFileId: isBusiness ? (draft.deed?.id ?? null) : null,
    nibFileId: isBusiness && isStated ? (draft.nibFile?.id ?? null) : null,
    legalBasisFileId: isBusiness ? null : (draft.basisFile?.id ?? null),
    assignmentFileId: isBusiness && draft.person.standing === "director" ? null : (draft.assignment?.id ?? null),
    authority:
      draft.acting === "consultant" && letter !== null ? { fileId: letter.id, validFrom, validTo, scope } : null,
    phone: draft.phone,
    personInCharge: isBusiness ? draft.person : { ...draft.person, standing: "assigned" },
  };
}

const STEP_OF_FIELD: Readonly<Record<string, StepName>> = {
  kind: "kind",
  source: "nib",
  nib: "nib",
  kbli: "nib",
  npwp: "tax",
  facts: "body",
  deed: "deed",
  deedFileId: "deed",
  nibFileId: "stated",
  nibDocument: "stated",
  legalBasisFileId: "basis",
  legalBasis: "basis",
  assignment: "assignment",
  assignmentFileId: "assignment",
  authority: "letter",
};

/** The page of a field of the request body, so that an error can link to it. */
export function stepOfField(field: string, draft: RegistrationDraft): StepName {
  const step = STEP_OF_FIELD[field.split(".")[0] ?? ""] ?? "person";
  return step === "body" && draft.kind === "business" ? (draft.source === "stated" ? "stated" : "company") : step;
}

/** Keeps digits only, because users paste a NIB or NPWP with dots, hyphens and spaces. */
export const digitsOf = (text: string): string => text.replace(/[^\d]/g, "");

/** Normalises an NPWP of 15 or 16 digits to 16; null if invalid. A company's old number gets a leading zero. */
export function normalizedNpwp(typed: string): string | null {
  const digits = digitsOf(typed);
  if (/^0*$/.test(digits)) return null;
  if (digits.length === 15) return `0${digits}`;
  return digits.length === 16 ? digits : null;
}

/** Groups of four digits: "0998 1234 5678 9000". */
export const grouped = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, "$1 ");
