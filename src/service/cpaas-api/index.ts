/**
 * The field's REST shapes below `/2010-04-01`, so that programs which were written for them run here by changing their base address:
 * accounts and their tokens, calls, messages, numbers and what else programs name by SIDs. What is shown are the facts of other rooms;
 * kept here is only what an application asked for.
 */

export { CALL_SECONDS, type CallAsking, DOCUMENT_MAX, type OrderForm, SEND_DIGITS } from "./call-form.ts";
export type { CallListFilter, CallStatus, KeptCall } from "./field-call.ts";
export { MESSAGE_ERRORS } from "./field-message.ts";
export { fieldTexts, type HeardRequest } from "./heard-request.ts";
export type { CallActs, OrderAsking, ProgramActs } from "./program-acts.ts";
export { openRestDoor, REST_LIMITS, type RestDoor } from "./rest-door.ts";
export { REST_CODES, REST_STATUS, type RestCode, type RestRefusal } from "./rest-refusal.ts";
