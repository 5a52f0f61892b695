/**
 * Organisations: a company registers with its NIB, NPWP and deed; a verifier accepts or returns it with reasons. What
 * OSS said at that time is kept beside the registration and is what later cases check against.
 */
export { type OssRecord, ossRecordFrom, readOssRecord } from "./oss-record.ts";
export {
  acceptRegistration,
  noticesFor,
  type RegistrationActor,
  type RegistrationDecision,
  type RegistrationFacts,
  type RegistrationRefusal,
  type RegistrationRefusalCode,
  type RegistrationRefusals,
  type ReturnReason,
  resubmitRegistration,
  returnRegistration,
  type SubmissionFacts,
  submitRegistration,
  type VerifierNotice,
} from "./registration.ts";
export {
  type RegistrationPromise,
  readRegistrationPromise,
  withPromiseEvent,
} from "./registration-promise.ts";
export { REGISTRATION_STATES, type RegistrationState } from "./registration-words.ts";
