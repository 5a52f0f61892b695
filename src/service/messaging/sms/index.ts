/**
 * Short messages to and from telephones. What was accepted is on disk; whether it may be sent is decided by one pure function, when it is
 * taken and when it is sent; parts of a message go to the carrier that takes the number best, and receipts end them. The gateway process
 * speaks with programs and carriers and asks here by `gateway-port`.
 */

export type {
  CancelRefusal,
  Carrier,
  CarrierQuirks,
  CarrierReceipt,
  DuePart,
  EsmeAccount,
  EsmeBound,
  EsmeSignIn,
  GatewayMessaging,
  InboundMessage,
  MessageStatus,
  MessagingForCarriers,
  MessagingForEsmes,
  Notice,
  PartAnswer,
  PartOfLong,
  PartState,
  ReceiptRequest,
  RefusalClass,
  SignInRefusal,
  Submission,
  SubmitRefusal,
  TextCoding,
} from "./delivery/gateway-port.ts";
export { AnswersNotWritten } from "./delivery/gateway-port.ts";
export type { StoredInbound } from "./inbound/stored-inbound.ts";
export type { MessageForm } from "./intake/api-contract.ts";
export { decodeText } from "./intake/draft-message.ts";
export { decodeGsm } from "./intake/gsm-text.shared.ts";
export { HELD_MINUTES } from "./intake/intake.ts";
export { API_STATUS, type ApiRefusal, FIELD_OF } from "./intake/messaging-refusal.ts";
export { normalisedId } from "./intake/part-state.ts";
export { recipientOf } from "./intake/recipient.shared.ts";
export { cutText } from "./intake/segments.shared.ts";
export { type Bucket, type BucketSize, takeTokens } from "./intake/token-bucket.ts";
export { fillTemplate, type TemplateText } from "./templates/template.shared.ts";
