/**
 * The interface between the SMPP gateway (both sides) and messaging. Every operation here that changes something resolves after its commit: a response then
 * means that the data are on disk. Refusals are values; an outage of the database is a value too (`storage-away`), never a lost message.
 */
import type { Result } from "../../../../kernel/index.ts";

/** Encoding of a message's octets: GSM 03.38 (one septet in an octet, unpacked), ISO 8859-1, or UCS-2 (UTF-16, big-endian). */
export type TextCoding = "gsm" | "latin1" | "ucs2";

/** Message category; only `promotional` is restricted to hours of the day, `otp` has the highest priority. */
export type MessageCategory = "otp" | "transactional" | "promotional";

/** State of a segment; the last six are final. `leased` is claimed by a gateway, `sent` was accepted by the carrier and waits for its receipt. */
export type PartState =
  | "waiting"
  | "leased"
  | "sent"
  | "delivered"
  | "undeliverable"
  | "expired"
  | "rejected"
  | "unknown"
  | "cancelled";

/** One segment of a long message: the reference is unique for sender and recipient for some time. */
export interface PartOfLong {
  /** 0–65535 in received messages, 0–255 in due segments. */
  readonly reference: number;
  /** 2–255. */
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
}

/** The credentials of a bind. */
export interface EsmeSignIn {
  readonly systemId: string;
  readonly password: string;
  /** Source address of the connection, IPv4 or IPv6. */
  readonly address: string;
}

/** A bound ESME: the system id of its bind, and the source address of its connection. */
export type EsmeBound = Omit<EsmeSignIn, "password">;

/** Reasons to refuse a bind. The gateway must answer the first three alike, so that accounts cannot be guessed. */
export type SignInRefusal =
  | "unknown-account"
  | "wrong-password"
  | "address-not-allowed"
  | "account-closed"
  | "storage-away";

/** The SMPP account of a call centre, with the limits that the gateway enforces. */
export interface EsmeAccount {
  readonly id: string;
  readonly tenantId: string;
  readonly systemId: string;
  /** Submissions a second; more are throttled before any work is done. */
  readonly ratePerSecond: number;
  /** Unanswered submissions in one session. */
  readonly windowMax: number;
  /** Concurrent sessions. */
  readonly bindsMax: number;
  /** Meaning of data_coding 0 for this ESME. */
  readonly defaultCoding: "gsm" | "latin1";
  /** Category of the account's messages. */
  readonly category: MessageCategory;
}

/** One submit_sm: either a whole text (of any length, as from message_payload) or one segment of a long message. */
export interface Submission {
  /** Letters or digits as submitted. */
  readonly sender: string;
  /** Digits, with or without `+`, as submitted. */
  readonly recipient: string;
  readonly coding: TextCoding;
  /** User data without its header. */
  readonly octets: Uint8Array;
  /** From the user data header or sar_* TLVs; null for a whole text. */
  readonly part: PartOfLong | null;
  /** Earliest sending time; null for at once. */
  readonly sendAtMs: number | null;
  /** Null for the longest permitted validity. */
  readonly validUntilMs: number | null;
  readonly receipt: ReceiptRequest;
}

/** Final states for which a receipt is requested (registered_delivery). */
export type ReceiptRequest = "always" | "on-failure" | "on-success" | "never";

/** Reasons to refuse a message. REST returns the same codes; the texts are in `locales`. */
export type SubmitRefusal =
  | "recipient-unfit"
  | "sender-unfit"
  | "sender-unknown"
  | "sender-not-approved"
  | "sender-look-alike"
  | "recipient-opted-out"
  | "prefix-blocked"
  | "prefix-too-fast"
  | "no-route"
  | "text-empty"
  | "text-unfit"
  | "text-too-long"
  | "part-unfit"
  | "send-time-unfit"
  | "validity-unfit"
  | "outside-hours"
  | "balance-too-low"
  | "too-fast"
  | "queue-full"
  | "account-closed"
  | "storage-away"
  | "template-unknown"
  | "template-not-approved"
  | "template-sender"
  | "template-category"
  | "template-and-text"
  | "template-value-missing"
  | "template-value-unknown"
  | "template-value-too-long"
  | "template-value-unfit"
  | "template-required";

/** State of a message, for query_sm. */
export interface MessageStatus {
  readonly messageId: string;
  readonly state: PartState;
  /** When it became final; null before. */
  readonly finalAtMs: number | null;
  /** The carrier's error code of the failed segment, digits; null without one. */
  readonly errorCode: string | null;
}

/** Reasons for which a message is not cancelled: only messages that no carrier has received can be. */
export type CancelRefusal = "no-such-message" | "too-late" | "storage-away";

/** A notice due to an ESME: the final state of a message that it has submitted, or a message from a recipient. */
export type Notice =
  | {
      readonly id: string;
      readonly notice: "receipt";
      readonly messageId: string;
      readonly sender: string;
      readonly recipient: string;
      readonly state: PartState;
      readonly errorCode: string | null;
      readonly acceptedAtMs: number;
      readonly finalAtMs: number;
      readonly parts: number;
      readonly partsDelivered: number;
    }
  | {
      readonly id: string;
      readonly notice: "inbound";
      readonly sender: string;
      readonly recipient: string;
      readonly coding: TextCoding;
      readonly octets: Uint8Array;
      readonly part: PartOfLong | null;
      readonly receivedAtMs: number;
    };

/** Operations for ESMEs. */
export interface MessagingForEsmes {
  signIn(asked: EsmeSignIn): Promise<Result<EsmeAccount, SignInRefusal>>;
  /**
   * The current account of each bound ESME; null when it may no longer be bound: the account has ended, the call centre is closed, or the address is outside
   * its networks. To be called each second.
   */
  standing(bound: readonly EsmeBound[]): Promise<readonly (EsmeAccount | null)[]>;
  /** Resolves when the message is on disk; refused if the account has ended in the meantime. `messageId` is a UUID: 36 characters. */
  accept(account: EsmeAccount, submission: Submission): Promise<Result<{ readonly messageId: string }, SubmitRefusal>>;
  /** Undefined when this account has no such message. */
  query(account: EsmeAccount, messageId: string): Promise<MessageStatus | undefined>;
  cancel(account: EsmeAccount, messageId: string): Promise<Result<null, CancelRefusal>>;
  /** At most `limit` notices due to the account, oldest first, leased to this run for a minute; call only while a receiver is bound. */
  notices(account: EsmeAccount, limit: number): Promise<readonly Notice[]>;
  /** The ESME has acknowledged them (deliver_sm_resp with status 0). */
  noticesTaken(account: EsmeAccount, ids: readonly string[]): Promise<void>;
  /** The ESME did not acknowledge them; they are offered again after a growing pause, and dropped after three days. */
  noticesRefused(account: EsmeAccount, ids: readonly string[]): Promise<void>;
}

/** Deviations of a carrier, as data. */
export interface CarrierQuirks {
  /** Notation of message ids in submit_sm_resp and in receipts. `text` is compared unchanged. */
  readonly idInAnswer: "text" | "decimal" | "hex";
  readonly idInReceipt: "text" | "decimal" | "hex";
  /** Concatenation of long messages: a user data header with an 8-bit reference (own references are never wider), or sar_* TLVs. */
  readonly longBy: "udh8" | "sar";
  /** Meaning of data_coding 0 for the carrier. */
  readonly defaultCoding: "gsm" | "latin1";
  /** data_coding to send for each coding. */
  readonly dataCoding: { readonly gsm: number; readonly ucs2: number };
  /** TON and NPI for alphanumeric senders, numeric senders, and recipients. */
  readonly ton: { readonly letters: number; readonly digits: number; readonly recipient: number };
  readonly npi: { readonly letters: number; readonly digits: number; readonly recipient: number };
  /** Whether recipient numbers are sent with `+`. */
  readonly hasPlus: boolean;
  /** Whether the validity period is sent to the carrier. */
  readonly tellsValidity: boolean;
}

/** A carrier as the gateway connects to it. Changed settings have another version. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly bindAs: "transceiver" | "transmitter-and-receiver";
  /** Number of sessions (or of pairs). */
  readonly binds: number;
  readonly windowMax: number;
  readonly ratePerSecond: number;
  readonly enquireMs: number;
  readonly answerMs: number;
  readonly quirks: CarrierQuirks;
}

/** A segment due for a carrier; the gateway that claimed it is responsible for it until it is answered or released. */
export interface DuePart {
  readonly partId: string;
  readonly messageId: string;
  readonly tenantId: string;
  readonly sender: string;
  /** Digits in international form without `+`, as 628…. */
  readonly recipient: string;
  /** Only `gsm` (unpacked) and `ucs2`. */
  readonly coding: "gsm" | "ucs2";
  /** User data without its header: with the header at most 140 octets when packed. */
  readonly octets: Uint8Array;
  readonly part: PartOfLong | null;
  readonly category: MessageCategory;
  readonly validUntilMs: number;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Why a carrier refused a segment. `throttled` and `full` are retried there later; `fault` and `account` try another carrier at once when there is one;
 * `sender` means that the carrier does not know the sender id; `recipient` and `content` are final.
 */
export type RefusalClass = "throttled" | "full" | "fault" | "account" | "sender" | "recipient" | "content";

/** The outcome of a sent segment. */
export interface PartAnswer {
  readonly partId: string;
  readonly outcome:
    | { readonly kind: "accepted"; readonly carrierMessageId: string }
    /** `status` is the SMPP command_status. */
    | { readonly kind: "refused"; readonly why: RefusalClass; readonly status: number }
    /** Sent, but no response arrived in time: tried three times at the most, and counted as possibly duplicated. */
    | { readonly kind: "unanswered" }
    /** Never sent. */
    | { readonly kind: "not-sent" };
}

/** A delivery receipt as the carrier sent it. */
export interface CarrierReceipt {
  readonly carrierId: string;
  /** As received (receipted_message_id, or `id:` of the text); quirks define its notation. */
  readonly carrierMessageId: string;
  /** Source address of the deliver_sm, i.e. the recipient of the message; null when absent. */
  readonly recipient: string | null;
  readonly state:
    | "accepted"
    | "enroute"
    | "delivered"
    | "undeliverable"
    | "expired"
    | "rejected"
    | "deleted"
    | "unknown";
  /** `err:` of the text or similar; null when absent. */
  readonly errorCode: string | null;
  readonly receivedAtMs: number;
}

/** A message from a recipient (MO), as the carrier delivered it. */
export interface InboundMessage {
  readonly carrierId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly coding: TextCoding;
  readonly octets: Uint8Array;
  readonly part: PartOfLong | null;
  readonly receivedAtMs: number;
}

/**
 * Some of the reported answers are on disk, those of these segments are not. Do not report the others again: a segment that was released may have been claimed
 * again by then, under the same id.
 */
export class AnswersNotWritten extends AggregateError {
  readonly partIds: ReadonlySet<string>;

  constructor(partIds: ReadonlySet<string>, faults: readonly unknown[]) {
    super(faults, "not all answers could be written");
    this.partIds = partIds;
  }
}

/** Operations of the carrier side of the gateway. */
export interface MessagingForCarriers {
  /** Active carriers. To be called each second; a change has another version. */
  carriers(): Promise<readonly Carrier[]>;
  /**
   * At most `limit` segments due for the carrier, leased by this run. Empty when none are due, or when the run was just declared dead; never waits for locks. A
   * segment without an answer for five minutes is sent again.
   */
  claim(carrierId: string, limit: number): Promise<readonly DuePart[]>;
  /**
   * Records answers of claimed segments. Resolves when they are on disk; throws when the database is unavailable: report again, and after `AnswersNotWritten`
   * only those that it names. A segment reported as unanswered may be reported as accepted later: if it waits or is claimed again, it is not sent any more.
   */
  answered(answers: readonly PartAnswer[]): Promise<void>;
  /** Stores receipts; respond to deliver_sm once it has resolved. */
  receipts(receipts: readonly CarrierReceipt[]): Promise<void>;
  /** Stores messages from recipients; respond to deliver_sm once it has resolved. */
  inbound(messages: readonly InboundMessage[]): Promise<void>;
  /**
   * Records whether any session of this gateway to the carrier can send. Segments for a carrier that no gateway has reached for a while are rerouted where
   * possible.
   */
  stands(carrierId: string, isUp: boolean): Promise<void>;
}

/** Work that may be due: segments for carriers, or notices for ESMEs. */
export type WorkDue = "parts" | "notices";

/** Messaging for a gateway process: one run, whose leases are released by others when its heartbeat stops. */
export interface GatewayMessaging {
  readonly esmes: MessagingForEsmes;
  readonly carriers: MessagingForCarriers;
  /** Calls `wake` when segments or notices may be due; the gateway also polls each second. */
  onWork(wake: (due: WorkDue) => void): void;
  /** Writes pending data within `graceMs`, and ends the run. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}
