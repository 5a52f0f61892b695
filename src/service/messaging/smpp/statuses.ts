import { type MessageState, STATUS, type StatusName, statusName } from "../../../protocols/smpp/index.ts";
import type { CancelRefusal, PartState, RefusalClass, SignInRefusal, SubmitRefusal } from "../sms/index.ts";

/** What a program hears when it may not bind: the same whether its name, its password or its address is wrong. */
export const SIGN_IN_STATUS: Readonly<Record<SignInRefusal, StatusName>> = {
  "unknown-account": "RBINDFAIL",
  "wrong-password": "RBINDFAIL",
  "address-not-allowed": "RBINDFAIL",
  "account-closed": "RBINDFAIL",
  "storage-away": "RSYSERR",
};

/** What a program hears when a message is not taken. RSYSERR, RTHROTTLED and RMSGQFUL mean: try again later. */
export const SUBMIT_STATUS: Readonly<Record<SubmitRefusal, StatusName>> = {
  "recipient-unfit": "RINVDSTADR",
  "sender-unfit": "RINVSRCADR",
  "sender-unknown": "RINVSRCADR",
  "sender-not-approved": "RINVSRCADR",
  "sender-look-alike": "RINVSRCADR",
  "recipient-opted-out": "RX_R_APPN",
  "prefix-blocked": "RX_R_APPN",
  "prefix-too-fast": "RTHROTTLED",
  "no-route": "RX_R_APPN",
  "text-empty": "RINVMSGLEN",
  "text-unfit": "RSUBMITFAIL",
  "text-too-long": "RINVMSGLEN",
  "part-unfit": "RINVOPTPARAMVAL",
  "send-time-unfit": "RINVSCHED",
  "validity-unfit": "RINVEXPIRY",
  "outside-hours": "RX_R_APPN",
  // No status of SMPP 3.4 means money: it may pass, by a top-up and not by waiting, so neither throttled nor rejected for good.
  "balance-too-low": "RSUBMITFAIL",
  "too-fast": "RTHROTTLED",
  "queue-full": "RMSGQFUL",
  "account-closed": "RX_P_APPN",
  "storage-away": "RSYSERR",
  "template-unknown": "RSUBMITFAIL",
  "template-not-approved": "RSUBMITFAIL",
  "template-sender": "RSUBMITFAIL",
  "template-category": "RSUBMITFAIL",
  "template-and-text": "RSUBMITFAIL",
  "template-value-missing": "RSUBMITFAIL",
  "template-value-unknown": "RSUBMITFAIL",
  "template-value-too-long": "RSUBMITFAIL",
  "template-value-unfit": "RSUBMITFAIL",
  "template-required": "RX_R_APPN",
};

/** What a program hears when a message cannot be taken back. */
export const CANCEL_STATUS: Readonly<Record<CancelRefusal, StatusName>> = {
  "no-such-message": "RINVMSGID",
  "too-late": "RCANCELFAIL",
  "storage-away": "RSYSERR",
};

/** How a state of ours is called in SMPP. */
export const MESSAGE_STATES: Readonly<Record<PartState, MessageState>> = {
  waiting: "enroute",
  leased: "enroute",
  sent: "enroute",
  delivered: "delivered",
  undeliverable: "undeliverable",
  expired: "expired",
  rejected: "rejected",
  unknown: "unknown",
  cancelled: "deleted",
};

/** What a refusal of a carrier means for the part; statuses that are not here, and a carrier's own, are faults that may pass. */
const CLASSES: Readonly<Partial<Record<StatusName, RefusalClass>>> = {
  RTHROTTLED: "throttled",
  RMSGQFUL: "full",
  RINVDSTADR: "recipient",
  RINVDSTTON: "recipient",
  RINVDSTNPI: "recipient",
  RINVSRCADR: "sender",
  RINVSRCTON: "sender",
  RINVSRCNPI: "sender",
  RINVMSGLEN: "content",
  RINVCMDLEN: "content",
  RINVESMCLASS: "content",
  RINVDFTMSGID: "content",
  RINVSCHED: "content",
  RINVEXPIRY: "content",
  RINVREGDLVFLG: "content",
  RINVOPTPARSTREAM: "content",
  ROPTPARNOTALLWD: "content",
  RINVPARLEN: "content",
  RMISSINGOPTPARAM: "content",
  RINVOPTPARAMVAL: "content",
  RX_P_APPN: "content",
  RX_R_APPN: "content",
  RBINDFAIL: "account",
  RINVSYSTYP: "account",
  RINVSERTYP: "account",
};

/** What a command_status of a carrier means; never called for ROK. */
export function refusalClass(status: number): RefusalClass {
  const name = status === STATUS.ROK ? null : statusName(status);
  return (name === null ? undefined : CLASSES[name]) ?? "fault";
}
