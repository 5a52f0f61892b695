import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type DataCoding, dataCoding, ESM_CLASS, isNpi, isTon, type WantedReceipt, wantedReceipt } from "./meaning.ts";
import type { PduOf } from "./pdu.ts";
import type { StatusName } from "./status.ts";
import { instantOf } from "./time.ts";
import { type PartMark, readUserData } from "./user-data-header.ts";

/** The decoded content of a submit_sm. */
export interface SubmittedMessage {
  readonly sender: string;
  readonly recipient: string;
  readonly coding: DataCoding;
  /** User data without its header. */
  readonly octets: Uint8Array;
  readonly part: PartMark | null;
  /** Earliest time of delivery; null for at once. */
  readonly sendAtMs: number | null;
  readonly validUntilMs: number | null;
  readonly receipt: WantedReceipt;
}

const PRIORITY_MAX = 3;
const STORE_AND_FORWARD = 0x03;

/** Decodes a submit_sm, or returns the status of the first invalid or unsupported field. */
export function inspectSubmit(pdu: PduOf<"submit_sm">, nowMs: number): Result<SubmittedMessage, StatusName> {
  const { body } = pdu;
  const fault = faultOf(pdu);
  if (fault !== null) return refuse(fault);
  const coding = dataCoding(body.dataCoding);
  const receipt = wantedReceipt(body.registeredDelivery);
  if (coding === null) return refuse("RSUBMITFAIL");
  if (receipt === null) return refuse("RINVREGDLVFLG");
  const sendAt = instantOf(body.scheduleDeliveryTime, nowMs);
  if (!sendAt.ok) return refuse("RINVSCHED");
  const validUntil = instantOf(body.validityPeriod, nowMs);
  if (!validUntil.ok) return refuse("RINVEXPIRY");
  const data = dataOf(pdu);
  if (!data.ok) return data;
  return ok({
    sender: body.sourceAddress,
    recipient: body.destAddress,
    coding,
    ...data.value,
    sendAtMs: sendAt.value,
    validUntilMs: validUntil.value,
    receipt,
  });
}

/** Checks the fields that do not depend on others, in their order. */
function faultOf({ body }: PduOf<"submit_sm">): StatusName | null {
  if (!isTon(body.sourceTon)) return "RINVSRCTON";
  if (!isNpi(body.sourceNpi)) return "RINVSRCNPI";
  if (!isTon(body.destTon)) return "RINVDSTTON";
  if (!isNpi(body.destNpi)) return "RINVDSTNPI";
  if (body.destAddress === "") return "RINVDSTADR";
  const mode = body.esmClass & ESM_CLASS.modeMask;
  const type = body.esmClass & ESM_CLASS.typeMask;
  // Datagram and transaction mode are refused: a message is stored before it is answered (SMPP 3.4 §5.2.12).
  if ((mode !== 0 && mode !== STORE_AND_FORWARD) || type !== 0) return "RINVESMCLASS";
  if (body.priorityFlag > PRIORITY_MAX) return "RINVPRTFLG";
  if (body.replaceIfPresent !== 0) return "RINVREPFLAG";
  return body.defaultMessageId === 0 ? null : "RINVDFTMSGID";
}

type Data = Pick<SubmittedMessage, "octets" | "part">;

function dataOf({ body, tlvs }: PduOf<"submit_sm">): Result<Data, StatusName> {
  const { messagePayload, sarReference, sarTotal, sarPart } = tlvs;
  // SMPP 3.4 §5.3.2.32: the message is in one of both fields, never in both.
  if (messagePayload !== undefined && body.shortMessage.length > 0) return refuse("ROPTPARNOTALLWD");
  const octets = messagePayload ?? body.shortMessage;
  const sar = [sarReference, sarTotal, sarPart];
  const isHeaded = (body.esmClass & ESM_CLASS.headed) !== 0;
  if (sar.every((value) => value === undefined)) return isHeaded ? headed(octets) : ok({ octets, part: null });
  if (sarReference === undefined || sarTotal === undefined || sarPart === undefined) return refuse("RMISSINGOPTPARAM");
  if (isHeaded) return refuse("ROPTPARNOTALLWD");
  if (sarTotal < 1 || sarPart < 1 || sarPart > sarTotal) return refuse("RINVOPTPARAMVAL");
  return ok({ octets, part: longOnly({ reference: sarReference, total: sarTotal, sequence: sarPart }) });
}

function headed(octets: Uint8Array): Result<Data, StatusName> {
  const read = readUserData(octets);
  // Ports and pictures are for applications on phones: only text is supported here.
  if (!read.ok || read.value.hasOthers) return refuse("RINVESMCLASS");
  return ok({ octets: read.value.octets, part: longOnly(read.value.part) });
}

/** The only segment of a single-segment message is a whole message. */
function longOnly(part: PartMark | null): PartMark | null {
  return part === null || part.total === 1 ? null : part;
}
