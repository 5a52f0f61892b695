import {
  absoluteTime,
  dataCoding,
  ESM_CLASS,
  isReceipt,
  type MessageBody,
  type MessageOutcome,
  type OutgoingMessage,
  type PduOf,
  readUserData,
  receiptOf,
  STATUS,
  writeUserData,
} from "../../../protocols/smpp/index.ts";
import {
  type Carrier,
  type CarrierQuirks,
  type CarrierReceipt,
  type DuePart,
  decodeGsm,
  type InboundMessage,
  type PartAnswer,
  type PartOfLong,
} from "../sms/index.ts";
import { textCoding } from "./esme-message.ts";
import { refusalClass } from "./statuses.ts";

const DIGITS = /^\+?\d+$/;
const ALL_RECEIPTS = 0x01;

/** Builds the submit_sm of a segment according to the carrier's quirks. */
export function partMessage(part: DuePart, { quirks }: Pick<Carrier, "quirks">): OutgoingMessage {
  const kind = DIGITS.test(part.sender) ? "digits" : "letters";
  const isHeaded = part.part !== null && quirks.longBy !== "sar";
  const octets = part.coding === "gsm" && quirks.defaultCoding === "latin1" ? latin1Of(part.octets) : part.octets;
  const body: MessageBody = {
    serviceType: "",
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: "",
    replaceIfPresent: 0,
    sourceTon: quirks.ton[kind],
    sourceNpi: quirks.npi[kind],
    sourceAddress: part.sender,
    destTon: quirks.ton.recipient,
    destNpi: quirks.npi.recipient,
    defaultMessageId: 0,
    destAddress: `${quirks.hasPlus ? "+" : ""}${part.recipient}`,
    esmClass: isHeaded ? ESM_CLASS.headed : 0,
    validityPeriod: quirks.tellsValidity ? absoluteTime(part.validUntilMs) : "",
    registeredDelivery: ALL_RECEIPTS,
    dataCoding: quirks.dataCoding[part.coding],
    shortMessage: part.part === null || !isHeaded ? octets : writeUserData(part.part, octets, 8),
  };
  return { key: part.partId, command: "submit_sm", body, tlvs: sarOf(part.part, quirks) };
}

function sarOf(part: PartOfLong | null, { longBy }: CarrierQuirks): OutgoingMessage["tlvs"] {
  if (part === null || longBy !== "sar") return {};
  return { sarReference: part.reference, sarTotal: part.total, sarPart: part.sequence };
}

/** A carrier for which data_coding 0 is ISO 8859-1 converts it to GSM 03.38 itself; characters that ISO 8859-1 lacks become question marks. */
function latin1Of(septets: Uint8Array): Uint8Array {
  return Uint8Array.from(decodeGsm(septets), (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? code : QUESTION_MARK;
  });
}

const QUESTION_MARK = 0x3f;
const NAMELESS = "nameless ";
const NAMELESS_MAX = 60;

/** The answer for a segment from the outcome of its submit_sm. */
export function answerOf(partId: string, outcome: MessageOutcome): PartAnswer {
  // It would not fit the next time either.
  if (outcome.kind === "unwritable")
    return { partId, outcome: { kind: "refused", why: "content", status: STATUS.RSUBMITFAIL } };
  if (outcome.kind !== "answered" && outcome.kind !== "taken-late") return { partId, outcome };
  const { pdu } = outcome;
  if (pdu.command === "submit_sm_resp" && pdu.status === STATUS.ROK) {
    // Accepted without a message id: it is not sent again, and no receipt can be matched to it.
    const carrierMessageId = idOf(pdu.body.messageId) ?? `${NAMELESS}${partId.slice(-NAMELESS_MAX)}`;
    return { partId, outcome: { kind: "accepted", carrierMessageId } };
  }
  // ESME_ROK on another command, such as a generic_nack without an error: the outcome is unknown.
  if (pdu.status === STATUS.ROK) return { partId, outcome: { kind: "unanswered" } };
  return { partId, outcome: { kind: "refused", why: refusalClass(pdu.status), status: pdu.status } };
}

/** A carrier's message id; null when it is blank or has unreadable characters. */
function idOf(written: string): string | null {
  const bare = written.trim();
  return ID.test(bare) ? bare : null;
}

const ID = /^[\x20-\x7e\xa0-\xff]{1,64}$/;
/** Longer messages do not come from a phone: ten segments are shorter. */
const INBOUND_OCTETS_MAX = 1_600;

/** The content of a carrier's deliver_sm; null when it is unreadable. */
type Brought =
  | { readonly kind: "receipt"; readonly receipt: CarrierReceipt }
  | { readonly kind: "inbound"; readonly message: InboundMessage };

/** Parses a deliver_sm of a carrier. */
export function broughtBy(
  carrier: Pick<Carrier, "id" | "quirks">,
  pdu: PduOf<"deliver_sm">,
  nowMs: number,
): Brought | null {
  const came = { carrierId: carrier.id, receivedAtMs: nowMs };
  if (!isReceipt(pdu)) return inboundOf(carrier, pdu, came);
  const said = receiptOf(pdu);
  if (said === null) return null;
  const { state, error } = said;
  const messageId = idOf(said.messageId);
  if (messageId === null) return null;
  const recipient = pdu.body.sourceAddress === "" ? null : pdu.body.sourceAddress;
  return { kind: "receipt", receipt: { ...came, carrierMessageId: messageId, recipient, state, errorCode: error } };
}

function inboundOf(
  { quirks }: Pick<Carrier, "quirks">,
  { body, tlvs }: PduOf<"deliver_sm">,
  came: Pick<InboundMessage, "carrierId" | "receivedAtMs">,
): Brought | null {
  const coding = dataCoding(body.dataCoding);
  if (coding === null || body.sourceAddress === "" || body.destAddress === "") return null;
  const data = tlvs.messagePayload ?? body.shortMessage;
  const isHeaded = (body.esmClass & ESM_CLASS.headed) !== 0;
  const read = isHeaded ? readUserData(data) : null;
  if (read !== null && (!read.ok || read.value.hasOthers)) return null;
  const { sarReference: reference, sarTotal: total, sarPart: sequence } = tlvs;
  const isMarked = reference !== undefined && total !== undefined && sequence !== undefined && total > 1;
  const sar = isMarked && sequence >= 1 && sequence <= total ? { reference, total, sequence } : null;
  const part = read?.ok === true ? read.value.part : sar;
  const octets = read?.ok === true ? read.value.octets : data;
  if (octets.length > INBOUND_OCTETS_MAX) return null;
  return {
    kind: "inbound",
    message: {
      ...came,
      sender: body.sourceAddress,
      recipient: body.destAddress,
      coding: textCoding(coding, quirks.defaultCoding),
      octets,
      part: part !== null && part.total > 1 ? part : null,
    },
  };
}
