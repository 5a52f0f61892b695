/**
 * Short messages to and from telephones. What was accepted is on disk; whether it may be sent is decided by one pure function, when it is
 * taken and when it is sent; parts of a message go to the carrier that takes the number best, and receipts end them. The gateway process
 * speaks with programs and carriers and asks here by `gateway-port`.
 */
export type { MessageForm } from "./api-contract.ts";
export { decodeText } from "./draft-message.ts";
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
  MessageStanding,
  MessagingForCarriers,
  MessagingForEsmes,
  Notice,
  PartAnswer,
  PartOfLong,
  PartState,
  ReceiptWish,
  RefusalClass,
  SignInRefusal,
  Submission,
  SubmitRefusal,
  TextCoding,
} from "./gateway-port.ts";
export { AnswersNotWritten } from "./gateway-port.ts";
export { decodeGsm } from "./gsm-text.shared.ts";
export { HELD_MINUTES } from "./intake.ts";
export type { KeptInbound } from "./kept-inbound.ts";
export { API_STATUS, type ApiRefusal, FIELD_OF } from "./messaging-refusal.ts";
export { normalisedId } from "./part-story.ts";
export { recipientOf } from "./recipient.shared.ts";
export { cutText } from "./segments.shared.ts";
export { fillTemplate, type TemplateText } from "./template.shared.ts";
export { type Bucket, type BucketSize, takeTokens } from "./token-bucket.ts";
