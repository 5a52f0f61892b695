import { ESM_CLASS, MESSAGE_STATE, type MessageState, messageState } from "./meaning.ts";
import { latin1 } from "./octets.ts";
import type { PduOf } from "./pdu.ts";
import { receiptTime } from "./time.ts";

/** Content of a delivery receipt (SMPP 3.4 appendix B). */
export interface ReceiptText {
  readonly messageId: string;
  readonly state: MessageState;
  /** Up to three characters; null when the receipt has none. */
  readonly error: string | null;
}

/** The seven letters of each state. */
const LETTERS: Readonly<Record<MessageState, string>> = {
  enroute: "ENROUTE",
  delivered: "DELIVRD",
  expired: "EXPIRED",
  deleted: "DELETED",
  undeliverable: "UNDELIV",
  accepted: "ACCEPTD",
  unknown: "UNKNOWN",
  rejected: "REJECTD",
};

/** Further spellings of states by carriers and their equipment, as data because each carrier differs. */
const SPELLINGS: Readonly<Record<string, MessageState>> = {
  ...Object.fromEntries(Object.entries(LETTERS).map(([state, letters]) => [letters, state as MessageState])),
  DELIVERED: "delivered",
  DLVRD: "delivered",
  SUCCESS: "delivered",
  UNDELIVERABLE: "undeliverable",
  UNDELIVERED: "undeliverable",
  UNDLVRD: "undeliverable",
  FAILED: "undeliverable",
  FAIL: "undeliverable",
  EXPRD: "expired",
  ACCEPTED: "accepted",
  ACKED: "accepted",
  BUFFERED: "enroute",
  REJECTED: "rejected",
  REJECT: "rejected",
  CANCELLED: "deleted",
};

/** Inputs of a receipt. */
export interface ReceiptFacts extends ReceiptText {
  readonly submitted: number;
  readonly delivered: number;
  readonly submittedAtMs: number;
  readonly doneAtMs: number;
  /** Offset in minutes from UTC of the clock that the reader expects. */
  readonly minutesAhead: number;
}

/** Builds the text of a receipt. The text of the message itself is omitted, because the sender has it. */
export function writeReceipt(facts: ReceiptFacts): string {
  const count = (value: number) => String(Math.min(value, 999)).padStart(3, "0");
  const submitted = receiptTime(facts.submittedAtMs, facts.minutesAhead);
  const done = receiptTime(facts.doneAtMs, facts.minutesAhead);
  return (
    `id:${facts.messageId} sub:${count(facts.submitted)} dlvrd:${count(facts.delivered)} submit date:${submitted} ` +
    `done date:${done} stat:${LETTERS[facts.state]} err:${(facts.error ?? "000").slice(0, 3)} text:`
  );
}

const ID = /(?:^|[\s,;])id\s*:\s*([^\s,;]{1,64})/i;
const STATE = /[\s,;]stat(?:us)?\s*:\s*([A-Za-z_]{2,16})/i;
const ERROR = /[\s,;]err(?:or)?\s*:\s*([0-9A-Za-z]{1,10})/i;
/** The sender's text comes last and may contain anything, even text that resembles a receipt. */
const MESSAGE = /[\s,;]text\s*:/i;

/** Parses the text of a receipt, in any order and case and with carriers' additions; null without a message id or a state. */
export function readReceiptText(text: string): ReceiptText | null {
  const end = MESSAGE.exec(text);
  const said = end === null ? text : text.slice(0, end.index);
  const messageId = ID.exec(said)?.[1];
  const state = SPELLINGS[STATE.exec(said)?.[1]?.toUpperCase() ?? ""];
  if (messageId === undefined || state === undefined) return null;
  return { messageId, state, error: ERROR.exec(said)?.[1] ?? null };
}

/** Whether a deliver_sm contains a receipt instead of a message. */
export function isReceipt(pdu: PduOf<"deliver_sm">): boolean {
  const kind = pdu.body.esmClass & ESM_CLASS.typeMask;
  // Some carriers omit the type: then only a text with a message id and a state counts as a receipt.
  return (
    kind === ESM_CLASS.receipt || (kind === 0 && pdu.tlvs.receiptedMessageId !== undefined && receiptOf(pdu) !== null)
  );
}

/** The receipt of a deliver_sm, from its optional parameters if present, otherwise from its text; null when it contains none. */
export function receiptOf(pdu: PduOf<"deliver_sm">): ReceiptText | null {
  const { tlvs, body } = pdu;
  const text = readReceiptText(latin1(tlvs.messagePayload ?? body.shortMessage));
  const messageId = tlvs.receiptedMessageId ?? text?.messageId;
  const state = tlvs.messageState === undefined ? text?.state : messageState(tlvs.messageState);
  if (messageId === undefined || messageId === "" || state === undefined || state === null) return null;
  return { messageId, state, error: text?.error ?? networkError(tlvs.networkErrorCode) };
}

function networkError(code: Uint8Array | undefined): string | null {
  return code === undefined ? null : String((code[1] ?? 0) * 256 + (code[2] ?? 0));
}

/** The number of a state, as in message_state and query_sm_resp. */
export function stateNumber(state: MessageState): number {
  return MESSAGE_STATE[state];
}
