/** The draft of a registration: what is typed, step by step, kept in this browser until the server has it. */

import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import type { NibLookup, Organisation, PersonInCharge, RegistrationBody } from "../../data/types.ts";
import type { KeptFile } from "../../parts/file-field.tsx";

/** The steps, in order; each is one page. */
export const STEPS = ["nib", "company", "contact", "deed", "check"] as const;

/** One of the steps, or the end. */
export type StepName = (typeof STEPS)[number] | "done";

/** Everything a registration asks for. */
export interface RegistrationDraft {
  readonly nib: string;
  readonly lookup: NibLookup | null;
  readonly npwp: string;
  readonly phone: string;
  readonly person: PersonInCharge;
  readonly deed: KeptFile | null;
}

const EMPTY: RegistrationDraft = {
  nib: "",
  lookup: null,
  npwp: "",
  phone: "",
  person: { name: "", position: "", email: "", phone: "", standing: "director" },
  deed: null,
};

const keyOf = (mendId: string | undefined): string => `registration.${mendId ?? "new"}`;

const lookupOf = (organisation: Organisation): NibLookup => ({
  nib: organisation.nib ?? "",
  name: organisation.name,
  npwp: organisation.npwp,
  companyKind: organisation.companyKind ?? "",
  address: organisation.address ?? "",
  city: organisation.city ?? "",
  province: organisation.province ?? "",
  nibStatus: organisation.nibStatus ?? "",
  kbli: organisation.kbli ?? [],
  alreadyRegistered: false,
});

/** The kept draft, or one filled from a returned registration, or an empty one. */
export function openDraft(mendId: string | undefined, returned: Organisation | undefined): RegistrationDraft {
  const kept = readDraft<RegistrationDraft>(keyOf(mendId));
  if (kept !== null) return { ...EMPTY, ...kept };
  if (returned === undefined) return EMPTY;
  return {
    ...EMPTY,
    nib: returned.nib ?? "",
    lookup: lookupOf(returned),
    npwp: returned.npwp,
    phone: returned.phone ?? "",
    person: returned.personInCharge ?? EMPTY.person,
    deed: returned.deedFileId ? { id: returned.deedFileId, name: "akta.pdf", bytes: 0 } : null,
  };
}

/** Keeps the draft in this browser. */
export const keepRegistration = (mendId: string | undefined, draft: RegistrationDraft): void =>
  keepDraft(keyOf(mendId), draft);

/** Forgets the draft. */
export const dropRegistration = (mendId: string | undefined): void => dropDraft(keyOf(mendId));

/** The body to send; null while something is missing. */
export function bodyOf(draft: RegistrationDraft): RegistrationBody | null {
  if (draft.deed === null || draft.nib === "" || draft.npwp === "") return null;
  return {
    nib: draft.nib,
    npwp: draft.npwp,
    deedFileId: draft.deed.id,
    phone: draft.phone,
    personInCharge: draft.person,
  };
}

/** The step where a field of the body is asked, so that a fault leads to its page. */
export function stepOfField(field: string): StepName {
  if (field.startsWith("deed")) return "deed";
  if (field === "nib") return "nib";
  return "contact";
}

/** Digits only: people paste a NIB or NPWP with dots, dashes and spaces. */
export const digitsOf = (text: string): string => text.replace(/[^\d]/g, "");
