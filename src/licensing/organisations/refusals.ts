/** Why a registration or its decision is refused. */
export type RegistrationRefusalCode =
  | "nib-already-registered"
  | "nib-already-yours"
  | "nib-frozen"
  | "nib-revoked"
  | "nib-not-active"
  | "kbli-missing"
  | "npwp-format"
  | "npwp-differs"
  | "phone-format"
  | "facts-missing"
  | "deed-missing"
  | "nib-document-missing"
  | "legal-basis-missing"
  | "legal-basis-year"
  | "legal-basis-file-missing"
  | "assignment-missing"
  | "authority-period"
  | "authority-over"
  | "authority-too-long"
  | "authority-file-missing"
  | "oss-answers"
  | "oss-not-read"
  | "kind-fixed"
  | "nib-fixed"
  | "no-such-organisation"
  | "not-returned"
  | "registration-unchanged"
  | "already-decided"
  | "registration-changed"
  | "own-organisation"
  | "reasons-missing"
  | "registration-limit";

/** A field of the registration form, named by a refusal. */
export type FormPath =
  | "kind"
  | "source"
  | "nib"
  | "npwp"
  | "phone"
  | "facts"
  | "personInCharge.phone"
  | "deedFileId"
  | "nibFileId"
  | "legalBasis"
  | "legalBasis.year"
  | "legalBasisFileId"
  | "assignmentFileId"
  | "authority.validTo"
  | "authority.fileId"
  | "reasons";

/** A refusal and its form field; null if it concerns the whole form. */
export interface RegistrationRefusal {
  readonly code: RegistrationRefusalCode;
  readonly path: FormPath | null;
}

/** All refusals of one attempt, reported together; never empty. */
export type RegistrationRefusals = readonly [RegistrationRefusal, ...RegistrationRefusal[]];
