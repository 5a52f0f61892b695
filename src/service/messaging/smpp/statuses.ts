import { type MessageState, STATUS, type StatusName, statusName } from "../../../protocols/smpp/index.ts";
import type { CancelRefusal, PartState, RefusalClass, SignInRefusal, SubmitRefusal } from "../sms/index.ts";

/** command_status of a refused bind: the same for a wrong name, password and address. */
export const SIGN_IN_STATUS: Readonly<Record<SignInRefusal, StatusName>> = {
  "unknown-account": "RBINDFAIL",
  "wrong-password": "RBINDFAIL",
  "address-not-allowed": "RBINDFAIL",
  "account-closed": "RBINDFAIL",
  "storage-away": "RSYSERR",
};

/** command_status of a refused message. RSYSERR, RTHROTTLED and RMSGQFUL mean: try again later. */
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
  // SMPP 3.4 has no status for an insufficient balance: a top-up resolves it, waiting does not, so neither RTHROTTLED nor a permanent rejection fits.
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

/** command_status when a message cannot be cancelled. */
export const CANCEL_STATUS: Readonly<Record<CancelRefusal, StatusName>> = {
  "no-such-message": "RINVMSGID",
  "too-late": "RCANCELFAIL",
  "storage-away": "RSYSERR",
};

/** The SMPP message state of each state. */
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

/** Refusal class of a carrier's status; other statuses, also a carrier's own, are temporary faults. */
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

/** Refusal class of a carrier's command_status; never called for ROK. */
export function refusalClass(status: number): RefusalClass {
  const name = status === STATUS.ROK ? null : statusName(status);
  return (name === null ? undefined : CLASSES[name]) ?? "fault";
}
