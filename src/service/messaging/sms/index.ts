/**
 * SMS to and from phones. Every accepted message is on disk. One pure function decides whether a message may be sent, at acceptance and again at delivery;
 * segments go to the best carrier for the number, and receipts end them. The gateway process talks to ESMEs and carriers and uses this module through
 * `gateway-port`.
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
export { API_REFUSALS, API_STATUS, type ApiRefusal, messageRefusal } from "./intake/messaging-refusal.ts";
export { normalisedId } from "./intake/part-state.ts";
export { recipientOf } from "./intake/recipient.shared.ts";
export { cutText } from "./intake/segments.shared.ts";
export { type Bucket, type BucketSize, takeTokens } from "./intake/token-bucket.ts";
export { fillTemplate, type TemplateText } from "./templates/template.shared.ts";
