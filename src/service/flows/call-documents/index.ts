/**
 * Programmable calls: applications control calls by documents. The parts here are pure: SIDs, call orders, documents and the tasks they compile to, and the
 * script that runs a call by an application's documents.
 */
export type { CallInstructions, Hook } from "../../telephony/calls/index.ts";
export { redirectedScript } from "./application-script.ts";
export type {
  CallOrder,
  CallOrderRefusal,
  CallOrders,
  CallTarget,
} from "./call-order.ts";
export type { CallText } from "./documents/call-text.ts";
export { unreachedStatus } from "./documents/decide-verb.ts";
export { CONFERENCE_NAME_MAX } from "./documents/read-conference.ts";
export { type DocumentMessage, readMessages } from "./documents/read-messages.ts";
export { readRecordOrder } from "./documents/read-record-order.ts";
export { readStreamOrder } from "./documents/read-stream-order.ts";
export { verbNames } from "./documents/verb-names.ts";
export { waitScript } from "./documents/wait-script.ts";
export { HOOK_ERRORS } from "./hook-error.ts";
export { type HookExchange, maskedDigits, maskedField, redactExchange, wordless } from "./hook-exchange.ts";
export { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";
export { codeOfNumberSid, idOfSid, numberSid, type SidKind, sidOf } from "./sid.ts";
