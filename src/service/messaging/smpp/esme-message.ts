import { ok, type Result, refuse } from "../../../kernel/index.ts";
import {
  type DataCoding,
  ESM_CLASS,
  inspectSubmit,
  type MessageBody,
  type OutgoingMessage,
  type PduOf,
  SHORT_MESSAGE_BYTES_MAX,
  type StatusName,
  stateNumber,
  writeReceipt,
  writeUserData,
} from "../../../protocols/smpp/index.ts";
import { decodeGsm, type EsmeAccount, type Notice, type Submission, type TextCoding } from "../sms/index.ts";
import { MESSAGE_STATES } from "./statuses.ts";

/** Receipts have the time of Jakarta (UTC+7), like those of Indonesian carriers. */
const MINUTES_AHEAD = 420;

/** Parses a submit_sm; returns the command_status of the fault otherwise. */
export function submissionOf(
  pdu: PduOf<"submit_sm">,
  account: Pick<EsmeAccount, "defaultCoding">,
  nowMs: number,
): Result<Submission, StatusName> {
  const read = inspectSubmit(pdu, nowMs);
  if (!read.ok) return refuse(read.refusal);
  const { coding, ...said } = read.value;
  return ok({ ...said, coding: textCoding(coding, account.defaultCoding) });
}

/** Character encoding of a data_coding; `agreed` is the meaning of 0. */
export function textCoding(coding: DataCoding, agreed: "gsm" | "latin1"): TextCoding {
  if (coding === "default") return agreed;
  return coding === "ucs2" ? "ucs2" : "latin1";
}

/** Encoding settings of an ESME: from its account, and from the SMPP version of its bind. */
export interface ProgramWays extends Pick<EsmeAccount, "defaultCoding"> {
  readonly knowsParameters: boolean;
}

/** Builds the deliver_sm of a notice. */
export function noticeMessage(notice: Notice, ways: ProgramWays): OutgoingMessage {
  return notice.notice === "receipt" ? receiptMessage(notice) : inboundMessage(notice, ways);
}

const STATUS_CODE = /^smpp-([0-9a-f]{8})$/;
const SHORT_CODE = /^[0-9A-Za-z]{1,3}$/;
const OTHER_ERROR = 999;

/** An error code as the three characters of a receipt: the carrier's own, or the digits of its command_status. */
export function shortError(errorCode: string | null): string | null {
  if (errorCode === null || SHORT_CODE.test(errorCode)) return errorCode;
  const status = Number.parseInt(STATUS_CODE.exec(errorCode)?.[1] ?? String(OTHER_ERROR), 16);
  return String(Math.min(status, OTHER_ERROR)).padStart(3, "0");
}

const PLAIN: MessageBody = {
  serviceType: "",
  sourceTon: 1,
  sourceNpi: 1,
  sourceAddress: "",
  destTon: 0,
  destNpi: 0,
  destAddress: "",
  esmClass: 0,
  protocolId: 0,
  priorityFlag: 0,
  scheduleDeliveryTime: "",
  validityPeriod: "",
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: new Uint8Array(0),
};

/** SMPP 3.4 §4.6 and appendix B: from the recipient to the sender, with the report as text and as TLVs. */
function receiptMessage(notice: Notice & { readonly notice: "receipt" }): OutgoingMessage {
  const { id, messageId, sender, recipient, acceptedAtMs, finalAtMs, errorCode } = notice;
  const state = MESSAGE_STATES[notice.state];
  const text = writeReceipt({
    messageId,
    state,
    error: shortError(errorCode),
    submitted: notice.parts,
    delivered: notice.partsDelivered,
    submittedAtMs: acceptedAtMs,
    doneAtMs: finalAtMs,
    minutesAhead: MINUTES_AHEAD,
  });
  return {
    key: id,
    command: "deliver_sm",
    body: {
      ...PLAIN,
      sourceAddress: recipient,
      destAddress: sender,
      esmClass: ESM_CLASS.receipt,
      shortMessage: new TextEncoder().encode(text),
    },
    tlvs: { receiptedMessageId: messageId, messageState: stateNumber(state) },
  };
}

const DATA_CODING = { latin1: 0x03, ucs2: 0x08 } as const;

function inboundMessage(
  notice: Notice & { readonly notice: "inbound" },
  { defaultCoding, knowsParameters }: ProgramWays,
): OutgoingMessage {
  const { id, sender, recipient, part } = notice;
  const { octets, dataCoding } = inCodingOf(notice, defaultCoding);
  const most = part === null ? SHORT_MESSAGE_BYTES_MAX : PART_OCTETS_MAX;
  const isLong = octets.length > most;
  // Without TLVs (before SMPP 3.4) there is no message_payload: a longer text is truncated.
  const said = isLong && !knowsParameters ? octets.subarray(0, most) : octets;
  const data = part === null ? said : writeUserData(part, said, 16);
  const isInParameter = isLong && knowsParameters;
  return {
    key: id,
    command: "deliver_sm",
    tlvs: isInParameter ? { messagePayload: data } : {},
    body: {
      ...PLAIN,
      sourceAddress: sender,
      destAddress: recipient,
      dataCoding,
      esmClass: part === null ? 0 : ESM_CLASS.headed,
      shortMessage: isInParameter ? PLAIN.shortMessage : data,
    },
  };
}

/** Octets that fit beside a header with a 16-bit reference (3GPP TS 23.040 §9.2.3.24.8), without splitting a UCS-2 character. */
const PART_OCTETS_MAX = SHORT_MESSAGE_BYTES_MAX - 8;

/** An ESME whose data_coding 0 is not the GSM alphabet receives the text in UCS-2. */
function inCodingOf(
  { coding, octets }: { readonly coding: TextCoding; readonly octets: Uint8Array },
  agreed: "gsm" | "latin1",
): { readonly octets: Uint8Array; readonly dataCoding: number } {
  if (coding === agreed) return { octets, dataCoding: 0 };
  if (coding !== "gsm") return { octets, dataCoding: DATA_CODING[coding] };
  const text = decodeGsm(octets);
  const wide = new Uint8Array(text.length * 2);
  for (let nth = 0; nth < text.length; nth += 1) new DataView(wide.buffer).setUint16(nth * 2, text.charCodeAt(nth));
  return { octets: wide, dataCoding: DATA_CODING.ucs2 };
}
