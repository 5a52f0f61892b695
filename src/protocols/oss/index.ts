/**
 * Encoding and decoding for the contract of OSS RBA (Pedoman Integrasi Aplikasi 4.3): requests, tolerant replies,
 * messages from OSS, identifiers and code lists. No sockets, no clock, no secrets.
 */
export {
  type CompanyKind,
  companyKindCodes,
  companyKindOf,
  type DocumentKind,
  documentKindCodes,
  fullCompanyName,
  type LicenseStatus,
  licenseKindCodes,
  licenseStatusCodes,
  licenseStatusOf,
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
export {
  fileInquiry,
  fileInquirySchema,
  interpretFileInquiry,
  interpretLicenseInquiry,
  isLinkOfOss,
  type LicenseAtOss,
  licenseInquiry,
  licenseInquirySchema,
  type ReceivedFile,
  readReceivedFile,
  receivedFileReply,
} from "./license-file.ts";
export {
  interpretStatusCheck,
  interpretStatusReply,
  isRefusedAtOss,
  type StatusAtOss,
  type StatusRefusal,
  type StatusReport,
  type StatusRequest,
  statusCheckRequest,
  statusCheckRequestSchema,
  statusRequest,
  statusRequestSchema,
} from "./license-status.ts";
export {
  checkRequestSchema,
  type FileMethod,
  inquiryRequestSchema,
  type LicenseMethod,
  type NibMethod,
  nibRequest,
  type OssMethod,
} from "./messages.ts";
export { type Nib, parseNib } from "./nib.ts";
export { displayNpwp, type Npwp, oldFormOfNpwp, parseNpwp } from "./npwp.ts";
export {
  type ChecklistRow,
  nibOfReceived,
  RECEIVED_BYTES_MAX,
  type ReceivedFault,
  type ReceivedNib,
  readReceivedNib,
  receivedReply,
} from "./receive-nib.ts";
export { receivedToken, TOKEN_HEADER, type TokenParts, tokenIn, tokensInForce } from "./received-token.ts";
export { type Region, regionOf } from "./regions.ts";
export { type OssRefusal, type OssRefusalCode, REPLY_BYTES_MAX } from "./reply-envelope.ts";
export { type HashText, USER_KEY_HEADER, type UserKeyParts, userKey, userKeyDate } from "./user-key.ts";
