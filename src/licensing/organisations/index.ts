/**
 * Organisations: a business registers with its NIB, NPWP and deed, a government body with its legal basis; a verifier
 * accepts or returns the registration with reasons. The data from OSS at that time is stored with the registration, and
 * later cases are checked against it.
 */

export type { LegalBasis } from "./organisation-row.ts";
export { type OssRecord, ossRecordFrom, readOssRecord } from "./oss/oss-record.ts";
export type { RegistrationRefusal, RegistrationRefusalCode, RegistrationRefusals } from "./refusals.ts";
export type { AcceptedForm, RegisteredAs, SubmissionFacts } from "./registration/judge-form.ts";
export {
  acceptRegistration,
  noticesFor,
  type RegistrationActor,
  type RegistrationDecision,
  type RegistrationFacts,
  type ReturnReason,
  resubmitRegistration,
  returnRegistration,
  submitRegistration,
  type VerifierNotice,
} from "./registration/registration.ts";
export {
  type RegistrationPromise,
  readRegistrationPromise,
  withPromiseEvent,
} from "./registration/registration-promise.ts";
export {
  type OrganisationKind,
  REGISTRATION_STATES,
  type RegistrationState,
} from "./registration/registration-words.shared.ts";
