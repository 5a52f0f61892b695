/**
 * Native API for API clients below `/api/v1`: calls, numbers, recordings and the other resources of a call centre, in
 * its own shapes and with the same operations as the Twilio-compatible API. No other module depends on it; messages
 * have their own module, with the same authentication and limits.
 */

export { PROGRAM_STATUS, type ProgramRefusal } from "./program-refusal.ts";
export { requestFieldsOf, subjectSidOf } from "./request-subject.ts";
