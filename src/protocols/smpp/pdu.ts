import {
  ANSWER_BIT,
  ANSWERS,
  type AnswerName,
  type Body,
  COMMANDS,
  type CommandName,
  commandName,
  emptyBody,
  isAnswer,
  isRequest,
  type RequestName,
} from "./commands.ts";
import type { Field } from "./layout.ts";
import { HEADER_BYTES, PDU_BYTES_MAX } from "./limits.ts";
import { octetReader, octetWriter } from "./octets.ts";
import { STATUS, type StatusName } from "./status.ts";
import { NO_TLVS, readTlvs, type Tlvs, writeTlvs } from "./tlv.ts";

/** A PDU of one command. `status` is 0 in requests; a response with another status has empty parameters. */
export interface PduOf<Name extends CommandName> {
  readonly command: Name;
  readonly status: number;
  readonly sequence: number;
  readonly body: Body<Name>;
  readonly tlvs: Tlvs;
}

/** Any known PDU. */
export type Pdu = { readonly [Name in CommandName]: PduOf<Name> }[CommandName];

/** A request PDU. */
export type RequestPdu = { readonly [Name in RequestName]: PduOf<Name> }[RequestName];

/** A response PDU. */
export type AnswerPdu = { readonly [Name in AnswerName]: PduOf<Name> }[AnswerName];

/** A decoded PDU, or the reason why it is invalid. */
export type ReadPdu =
  | { readonly kind: "pdu"; readonly pdu: Pdu }
  | {
      readonly kind: "bad";
      readonly fault: StatusName;
      readonly sequence: number;
      /** The response defined by SMPP 3.4; null for responses, which are never answered. */
      readonly answer: AnswerPdu | null;
      /** True when a response to a request of ours was unreadable. */
      readonly isAnswer: boolean;
    };

/** Decodes one complete PDU as returned by `readFrames`. Never throws and never reads beyond the end. */
export function readPdu(bytes: Uint8Array): ReadPdu {
  const header = octetReader(bytes, 0);
  const length = header.number(4);
  const id = header.number(4);
  const status = header.number(4);
  const sequence = header.number(4);
  if (header.fault() !== null || length !== bytes.length) return nack({ fault: "RINVCMDLEN", sequence, id: 0 });
  const command = commandName(id);
  if (command === null) return nack({ fault: "RINVCMDID", sequence, id });
  // Some peers omit the body of a refusal and others fill it; it is not needed (SMPP 3.4 §4.4.2).
  if (isAnswer(command) && status !== STATUS.ROK) return pduOf(command, { status, sequence });
  const reader = octetReader(bytes, HEADER_BYTES);
  const body: Record<string, unknown> = {};
  const fields: Readonly<Record<string, Field<unknown>>> = COMMANDS[command].fields;
  // Many carriers omit the empty id of a deliver_sm_resp.
  if (command === "deliver_sm_resp" && bytes.length === HEADER_BYTES) return pduOf(command, { status, sequence });
  for (const [name, field] of Object.entries(fields)) body[name] = field.read(reader);
  const tlvs = readTlvs(reader);
  const fault = reader.fault();
  if (fault === null) return { kind: "pdu", pdu: { command, status, sequence, body, tlvs } as Pdu };
  return {
    kind: "bad",
    fault,
    sequence,
    isAnswer: isAnswer(command),
    answer: badAnswer(command, sequence, fault),
  };
}

/** A request gets its own response or a generic_nack; a response gets none. */
function badAnswer(command: CommandName, sequence: number, fault: StatusName): AnswerPdu | null {
  if (isRequest(command)) return answerTo({ command, sequence }, fault);
  return isAnswer(command) ? null : genericNack(sequence, fault);
}

/** A generic_nack, for PDUs without a response command (SMPP 3.4 §4.3); a response is never answered. */
function nack({
  fault,
  sequence,
  id,
}: {
  readonly fault: StatusName;
  readonly sequence: number;
  readonly id: number;
}): ReadPdu {
  const isOfAnswer = id >= ANSWER_BIT;
  return {
    kind: "bad",
    fault,
    sequence,
    isAnswer: isOfAnswer,
    answer: isOfAnswer ? null : genericNack(sequence, fault),
  };
}

function pduOf(command: CommandName, said: { readonly status: number; readonly sequence: number }): ReadPdu {
  return { kind: "pdu", pdu: { command, ...said, body: emptyBody(command), tlvs: NO_TLVS } as Pdu };
}

/** The generic_nack to a PDU. */
export function genericNack(sequence: number, fault: StatusName): PduOf<"generic_nack"> {
  return { command: "generic_nack", status: STATUS[fault], sequence, body: {}, tlvs: NO_TLVS };
}

/** The response to a request: its own command with a status, and no parameters. */
export function answerTo(
  request: { readonly command: RequestName; readonly sequence: number },
  status: StatusName,
): AnswerPdu {
  const command = ANSWERS[request.command];
  return {
    command,
    status: STATUS[status],
    sequence: request.sequence,
    body: emptyBody(command),
    tlvs: NO_TLVS,
  } as AnswerPdu;
}

/** The positive response, with its parameters. */
export function answerWith<Name extends RequestName>(
  request: { readonly command: Name; readonly sequence: number },
  body: Body<(typeof ANSWERS)[Name]>,
): AnswerPdu {
  const command = ANSWERS[request.command];
  return { command, status: STATUS.ROK, sequence: request.sequence, body, tlvs: NO_TLVS } as unknown as AnswerPdu;
}

/** Encodes a PDU. Throws RangeError for values that do not fit their fields: a bug of the caller, never of the peer. */
export function writePdu(pdu: Pdu): Uint8Array {
  const { id } = COMMANDS[pdu.command];
  const writer = octetWriter(PDU_BYTES_MAX);
  for (const value of [0, id, pdu.status, pdu.sequence]) writer.number(4, value);
  if (!isAnswer(pdu.command) || pdu.status === STATUS.ROK) {
    const fields: Readonly<Record<string, Field<unknown>>> = COMMANDS[pdu.command].fields;
    const body: Readonly<Record<string, unknown>> = pdu.body;
    for (const [name, field] of Object.entries(fields)) field.write(writer, body[name]);
    writer.octets(writeTlvs(pdu.tlvs));
  }
  const bytes = writer.bytes();
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  return bytes;
}
