/**
 * SMPP 3.4: encoding and decoding, and sessions of both ends as pure steps. No sockets and no clock: those are in
 * `platform/smpp-sockets`.
 */
export { ANSWER_BIT, COMMANDS, type CommandName, emptyBody, isAnswer, type MessageBody } from "./commands.ts";
export { FRAMES_START, type FrameState, readFrames } from "./frames.ts";
export { inspectSubmit, type SubmittedMessage } from "./inspect-submit.ts";
export { SHORT_MESSAGE_BYTES_MAX } from "./limits.ts";
export { type DataCoding, dataCoding, ESM_CLASS, type MessageState, type WantedReceipt } from "./meaning.ts";
export { type AnswerPdu, answerTo, answerWith, type Pdu, type PduOf, readPdu, writePdu } from "./pdu.ts";
export { isReceipt, receiptOf, stateNumber, writeReceipt } from "./receipt.ts";
export { newSession, stepSession } from "./session.ts";
export {
  type Binding,
  type BindPdu,
  type InboundRequestPdu,
  knowsParameters,
  type MessageOutcome,
  type OutgoingMessage,
  type SessionEffect,
  type SessionEnd,
  type SessionInput,
  type SessionLimits,
  type SessionNote,
  type SessionOptions,
  type SessionState,
  type SessionTimer,
  windowLeft,
} from "./session-state.ts";
export { STATUS, type StatusName, statusName } from "./status.ts";
export { absoluteTime } from "./time.ts";
export { type PartMark, readUserData, writeUserData } from "./user-data-header.ts";
