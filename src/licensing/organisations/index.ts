/**
 * Organisations: a business registers with its NIB, NPWP and deed, a government body with the law it rests on; a
 * verifier accepts or returns it with reasons. What OSS said at that time is kept beside the registration and is what
 * later cases check against.
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
