/**
 * The contract of OSS RBA between bytes and meaning (Pedoman Integrasi Aplikasi 4.3): requests, tolerant replies,
 * identifiers and code lists. No sockets, no clock, no secrets.
 */
export {
  type CompanyKind,
  companyKindCodes,
  companyKindOf,
  documentKindCodes,
  fullCompanyName,
  type NibStatus,
  nibStatusCodes,
  nibStatusOf,
  type Risk,
  replyCodes,
  riskOf,
} from "./codes.ts";
export {
  interpretCheckReply,
  interpretReply,
  type NibActivity,
  type NibCheck,
  type NibRecord,
} from "./interpret-reply.ts";
export { checkRequestSchema, inquiryRequestSchema, type NibMethod, nibRequest } from "./messages.ts";
export { type Nib, parseNib } from "./nib.ts";
export { displayNpwp, type Npwp, oldFormOfNpwp, parseNpwp } from "./npwp.ts";
export { type Region, regionOf } from "./regions.ts";
export { type OssRefusal, type OssRefusalCode, REPLY_BYTES_MAX } from "./reply-envelope.ts";
export { type HashText, USER_KEY_HEADER, type UserKeyParts, userKey, userKeyDate } from "./user-key.ts";
