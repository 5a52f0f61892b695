/**
 * Our own interface for programs below `/api/v1`: calls, numbers, recordings and what else a call centre has, in shapes of their own and
 * by the same acts as the field's. No other room needs any of it; messages are asked in their own room, in the same way.
 */

export { PROGRAM_STATUS, type ProgramRefusal } from "./program-refusal.ts";
export { requestFieldsOf, subjectSidOf } from "./request-subject.ts";
