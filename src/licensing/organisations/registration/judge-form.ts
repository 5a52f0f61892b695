import { assert, ok, type Result, refuse } from "../../../kernel/index.ts";
import { type NibStatus, type Npwp, parseNpwp } from "../../../protocols/oss/index.ts";
import type { OssRecord } from "../oss/oss-record.ts";
import type { RegistrationRefusal, RegistrationRefusalCode } from "../refusals.ts";
import { parsePhone } from "./phone.ts";
import type { OrganisationKind, PersonCapacity, RecordSource } from "./registration-words.shared.ts";

/** The facts required to validate a submitted form. */
export interface SubmissionFacts {
  readonly kind: OrganisationKind;
  /** Data from OSS, or stated by the business while OSS was unavailable; null for a government body. */
  readonly record: OssRecord | null;
  readonly recordSource: RecordSource;
  /** Whether a government body has stated its name, kind and address. */
  readonly hasBody: boolean;
  /** The NPWP as entered by the applicant. */
  readonly typedNpwp: string;
  readonly typedPhone: string;
  readonly typedPersonPhone: string;
  readonly standing: PersonCapacity;
  /** The year of a government body's legal basis, and the present year; null for a business. */
  readonly legalBasisYear: { readonly typed: number; readonly now: number } | null;
  /** The organisation that already has this NIB; null if there is none. */
  readonly registeredAs: RegisteredAs | null;
  /** PDFs that this person uploaded for their purpose, or that the organisation already has. */
  readonly has: {
    readonly deed: boolean;
    readonly nibDocument: boolean;
    readonly legalBasis: boolean;
    readonly assignment: boolean;
  };
  /** The letter of a registering consultant: the defect of its period, and whether its PDF exists; null without a letter. */
  readonly authority: {
    readonly fault: "authority-period" | "authority-over" | "authority-too-long" | null;
    readonly hasFile: boolean;
  } | null;
  readonly requiredKbli: string;
}

/** The organisation that already has a NIB. */
export interface RegisteredAs {
  readonly id: string;
  readonly isOwn: boolean;
  /** An imported operator without members: registering its NIB claims it. */
  readonly isUnclaimed: boolean;
}

/** The normalised values of a valid form. */
export interface AcceptedForm {
  readonly npwp: Npwp;
  readonly phone: string;
  readonly personPhone: string;
}

const STATUS_REFUSALS: Readonly<Record<NibStatus, RegistrationRefusalCode | null>> = {
  active: null,
  "may-do-business": null,
  "may-operate": null,
  "not-yet-active": "nib-not-active",
  frozen: "nib-frozen",
  revoked: "nib-revoked",
};

/** Why a NIB cannot be registered, regardless of the form; null if it can. */
export function nibRefusal(status: string): RegistrationRefusal | null {
  const code = Object.hasOwn(STATUS_REFUSALS, status) ? STATUS_REFUSALS[status as NibStatus] : "nib-not-active";
  return code === null ? null : { code, path: "nib" };
}

/** All faults of a form by field, or its normalised values. `ownId` is the registration that is being corrected. */
export function judgeForm(
  facts: SubmissionFacts,
  ownId: string | null,
): Result<AcceptedForm, readonly [RegistrationRefusal, ...RegistrationRefusal[]]> {
  const npwp = judgeNpwp(facts);
  const phone = parsePhone(facts.typedPhone);
  const personPhone = parsePhone(facts.typedPersonPhone);
  const [first, ...more] = [
    ...identityFaults(facts, ownId),
    npwp.ok ? null : ({ code: npwp.refusal, path: "npwp" } as const),
    phone.ok ? null : ({ code: phone.refusal, path: "phone" } as const),
    personPhone.ok ? null : ({ code: personPhone.refusal, path: "personInCharge.phone" } as const),
    ...documentFaults(facts),
  ].filter((fault) => fault !== null);
  if (first !== undefined) return refuse([first, ...more]);
  assert(npwp.ok && phone.ok && personPhone.ok, "a form without faults was read");
  return ok({ npwp: npwp.value, phone: phone.value, personPhone: personPhone.value });
}

type Faults = readonly (RegistrationRefusal | null)[];

function identityFaults(facts: SubmissionFacts, ownId: string | null): Faults {
  const { kind, record, legalBasisYear: year } = facts;
  if (kind === "business") {
    return [
      record === null ? { code: "facts-missing", path: "facts" } : nibRefusal(record.nibStatus),
      takenRefusal(facts, ownId),
      hasActivity(facts) ? null : { code: "kbli-missing", path: "nib" },
    ];
  }
  return [
    facts.hasBody ? null : { code: "facts-missing", path: "facts" },
    year === null ? { code: "legal-basis-missing", path: "legalBasis" } : null,
    year !== null && year.typed > year.now ? { code: "legal-basis-year", path: "legalBasis.year" } : null,
  ];
}

function documentFaults({ kind, has, recordSource, standing, authority }: SubmissionFacts): Faults {
  const isBusiness = kind === "business";
  // A representative who is no director, and any representative of a government body, provides a letter of assignment.
  const needsLetter = !isBusiness || standing === "assigned";
  return [
    isBusiness && !has.deed ? { code: "deed-missing", path: "deedFileId" } : null,
    isBusiness && recordSource === "stated" && !has.nibDocument
      ? { code: "nib-document-missing", path: "nibFileId" }
      : null,
    isBusiness || has.legalBasis ? null : { code: "legal-basis-file-missing", path: "legalBasisFileId" },
    needsLetter && !has.assignment ? { code: "assignment-missing", path: "assignmentFileId" } : null,
    authority === null || authority.fault === null ? null : { code: authority.fault, path: "authority.validTo" },
    authority === null || authority.hasFile ? null : { code: "authority-file-missing", path: "authority.fileId" },
  ];
}

/** The entered NPWP must equal that of OSS; if OSS has none, or was not queried, the verifier compares it. */
function judgeNpwp({ record, recordSource, typedNpwp }: SubmissionFacts): Result<Npwp, "npwp-format" | "npwp-differs"> {
  const typed = parseNpwp(typedNpwp);
  if (!typed.ok || record === null || recordSource === "stated" || record.npwp === "") return typed;
  return record.npwp === typed.value ? typed : refuse("npwp-differs");
}

function takenRefusal({ registeredAs }: SubmissionFacts, ownId: string | null): RegistrationRefusal | null {
  if (registeredAs === null || registeredAs.id === ownId) return null;
  if (ownId === null && registeredAs.isUnclaimed) return null;
  return { code: registeredAs.isOwn ? "nib-already-yours" : "nib-already-registered", path: "nib" };
}

function hasActivity({ record, requiredKbli }: SubmissionFacts): boolean {
  return record?.activities.some(({ code }) => code === requiredKbli) ?? true;
}
