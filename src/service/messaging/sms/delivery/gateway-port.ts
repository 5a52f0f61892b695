/**
 * What the gateway (SMPP on both sides) asks of messaging. Everything here that changes something resolves after its commit: what was
 * answered then is on disk. Refusals are values; an outage of the database is a value too (`storage-away`), never a lost message.
 */
import type { Result } from "../../../../kernel/index.ts";

/** How octets of a message mean characters: GSM 03.38 (one septet in an octet, unpacked), ISO 8859-1, or UCS-2 (UTF-16, big-endian). */
export type TextCoding = "gsm" | "latin1" | "ucs2";

/** What a message is for; only `promotional` is bound to hours of the day, `otp` goes before everything else. */
export type MessageCategory = "otp" | "transactional" | "promotional";

/** Where a part stands; the last six never change. `leased` is with a gateway, `sent` has the carrier's word and waits for its receipt. */
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

/** One part of a long message: the reference is unique for sender and recipient for a time. */
export interface PartOfLong {
  /** 0–65535 as it comes in, 0–255 in what is due. */
  readonly reference: number;
  /** 2–255. */
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
}

/** What a program says when it binds. */
export interface EsmeSignIn {
  readonly systemId: string;
  readonly password: string;
  /** The address it connects from, IPv4 or IPv6. */
  readonly address: string;
}

/** A program that is bound: what it bound with, and the address it is connected from. */
export type EsmeBound = Omit<EsmeSignIn, "password">;

/** Why a program may not bind. Answer the first three alike, so that nobody can guess accounts. */
export type SignInRefusal =
  | "unknown-account"
  | "wrong-password"
  | "address-not-allowed"
  | "account-closed"
  | "storage-away";

/** An account of a call centre's program, with the limits that the gateway keeps. */
export interface EsmeAccount {
  readonly id: string;
  readonly tenantId: string;
  readonly systemId: string;
  /** Submissions a second; more are answered as throttled before any work is done. */
  readonly ratePerSecond: number;
  /** Submissions that may wait for their answers in one session. */
  readonly windowMax: number;
  /** Sessions at once. */
  readonly bindsMax: number;
  /** What data_coding 0 means for this program. */
  readonly defaultCoding: "gsm" | "latin1";
  /** What its messages are for. */
  readonly category: MessageCategory;
}

/** One submit_sm. Either a whole text (of any length, as from message_payload) or one part of a long one. */
export interface Submission {
  /** Letters or digits as the program wrote them. */
  readonly sender: string;
  /** Digits, with or without `+`, as the program wrote them. */
  readonly recipient: string;
  readonly coding: TextCoding;
  /** User data without its header. */
  readonly octets: Uint8Array;
  /** From the user data header or sar_* parameters; null for a whole text. */
  readonly part: PartOfLong | null;
  /** Not before; null for at once. */
  readonly sendAtMs: number | null;
  /** Null for the longest that is permitted. */
  readonly validUntilMs: number | null;
  readonly receipt: ReceiptRequest;
}

/** Of which final states a receipt is wanted (registered_delivery). */
export type ReceiptRequest = "always" | "on-failure" | "on-success" | "never";

/** Why a message is not taken. The same codes are answered by REST; the texts are in `locales`. */
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

/** Where a message stands, as query_sm asks. */
export interface MessageStatus {
  readonly messageId: string;
  readonly state: PartState;
  /** When it became final; null before. */
  readonly finalAtMs: number | null;
  /** The carrier's own error code of the part that failed, digits; null when there is none. */
  readonly errorCode: string | null;
}

/** A message is cancelled before a carrier has it, or not at all. */
export type CancelRefusal = "no-such-message" | "too-late" | "storage-away";

/** What a program is owed: the final state of a message of its own, or a message from a recipient. */
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

/** What programs may do that bind to us. */
export interface MessagingForEsmes {
  signIn(asked: EsmeSignIn): Promise<Result<EsmeAccount, SignInRefusal>>;
  /**
   * For each program that is bound its account as it is now; null for one that may not be bound any more: the account was ended, the call
   * centre closed, or the address is none of its networks. Ask each second.
   */
  standing(bound: readonly EsmeBound[]): Promise<readonly (EsmeAccount | null)[]>;
  /** Resolves when the message is on disk; of an account that was ended meanwhile none is taken. `messageId` is a UUID: 36 characters. */
  accept(account: EsmeAccount, submission: Submission): Promise<Result<{ readonly messageId: string }, SubmitRefusal>>;
  /** Undefined when this account has no such message. */
  query(account: EsmeAccount, messageId: string): Promise<MessageStatus | undefined>;
  cancel(account: EsmeAccount, messageId: string): Promise<Result<null, CancelRefusal>>;
  /** At most `limit` notices owed to the account, oldest first, leased to this run for a minute; ask only when a receiver is bound. */
  notices(account: EsmeAccount, limit: number): Promise<readonly Notice[]>;
  /** The program has acknowledged them (deliver_sm_resp with status 0). */
  noticesTaken(account: EsmeAccount, ids: readonly string[]): Promise<void>;
  /** The program did not take them; they are offered again after a pause that grows, and given up after three days. */
  noticesRefused(account: EsmeAccount, ids: readonly string[]): Promise<void>;
}

/** What is odd about a carrier, as data. */
export interface CarrierQuirks {
  /** In which base a carrier writes its ids in submit_sm_resp and in receipts. `text` is compared as it is. */
  readonly idInAnswer: "text" | "decimal" | "hex";
  readonly idInReceipt: "text" | "decimal" | "hex";
  /** How parts of long messages are marked: a user data header with an 8-bit reference (ours are never wider), or sar_* parameters. */
  readonly longBy: "udh8" | "sar";
  /** What data_coding 0 means to the carrier. */
  readonly defaultCoding: "gsm" | "latin1";
  /** data_coding to send for each coding. */
  readonly dataCoding: { readonly gsm: number; readonly ucs2: number };
  /** Type of number and plan for a sender of letters, of digits, and for recipients. */
  readonly ton: { readonly letters: number; readonly digits: number; readonly recipient: number };
  readonly npi: { readonly letters: number; readonly digits: number; readonly recipient: number };
  /** Whether recipients are written with `+`. */
  readonly hasPlus: boolean;
  /** Whether validity periods are told to the carrier. */
  readonly tellsValidity: boolean;
}

/** A carrier as the gateway connects to it. Settings that changed have another version. */
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
  /** How many sessions (or pairs of them). */
  readonly binds: number;
  readonly windowMax: number;
  readonly ratePerSecond: number;
  readonly enquireMs: number;
  readonly answerMs: number;
  readonly quirks: CarrierQuirks;
}

/** A part that is due for a carrier; the gateway that claimed it answers for it until it is answered or given back. */
export interface DuePart {
  readonly partId: string;
  readonly messageId: string;
  readonly tenantId: string;
  readonly sender: string;
  /** Digits in international form without `+`, as 628…. */
  readonly recipient: string;
  /** Only `gsm` (unpacked) and `ucs2`. */
  readonly coding: "gsm" | "ucs2";
  /** User data without its header: at most 140 octets of a packed short message together with it. */
  readonly octets: Uint8Array;
  readonly part: PartOfLong | null;
  readonly category: MessageCategory;
  readonly validUntilMs: number;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Why a carrier refused a part. `throttled` and `full` wait and try again there; `fault` and `account` try another carrier at once
 * when there is one; `sender` means that the sender id is not known there; `recipient` and `content` are final.
 */
export type RefusalClass = "throttled" | "full" | "fault" | "account" | "sender" | "recipient" | "content";

/** What became of a part that was sent. */
export interface PartAnswer {
  readonly partId: string;
  readonly outcome:
    | { readonly kind: "accepted"; readonly carrierMessageId: string }
    /** `status` is the SMPP command_status. */
    | { readonly kind: "refused"; readonly why: RefusalClass; readonly status: number }
    /** It was written to the wire and no answer came in time: it is tried three times at the most, and counted as perhaps doubled. */
    | { readonly kind: "unanswered" }
    /** It never reached the wire. */
    | { readonly kind: "not-sent" };
}

/** A receipt as a carrier wrote it. */
export interface CarrierReceipt {
  readonly carrierId: string;
  /** As it came (receipted_message_id, or `id:` of the text); the quirks say how it is read. */
  readonly carrierMessageId: string;
  /** The source address of the deliver_sm: who got the message; null when it does not say. */
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
  /** `err:` of the text or the like; null when there is none. */
  readonly errorCode: string | null;
  readonly receivedAtMs: number;
}

/** A message from a recipient, as a carrier brought it. */
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
 * Some of the answers told are on disk, and these parts' are not. The others are never to be told again: a part that was given back may be in
 * hand once more by then, under the same name.
 */
export class AnswersNotWritten extends AggregateError {
  readonly partIds: ReadonlySet<string>;

  constructor(partIds: ReadonlySet<string>, faults: readonly unknown[]) {
    super(faults, "not all answers could be written");
    this.partIds = partIds;
  }
}

/** What the side of the gateway may do that is bound to carriers. */
export interface MessagingForCarriers {
  /** Carriers that are on. Ask again each second; a change has another version. */
  carriers(): Promise<readonly Carrier[]>;
  /**
   * At most `limit` parts that are due for the carrier, leased by this run. Empty when there are none, or when the run was just taken for
   * dead; never waits for others' locks. What is not answered in five minutes is sent again.
   */
  claim(carrierId: string, limit: number): Promise<readonly DuePart[]>;
  /**
   * What became of claimed parts. Resolves when it is on disk; throws when the database is away: tell again, and after `AnswersNotWritten`
   * those alone that it names. A part that was told unanswered may be told accepted later: while it waits or is in hand again, it is sent no more.
   */
  answered(answers: readonly PartAnswer[]): Promise<void>;
  /** Receipts; answer deliver_sm when it has resolved. */
  receipts(receipts: readonly CarrierReceipt[]): Promise<void>;
  /** Messages from recipients; answer deliver_sm when it has resolved. */
  inbound(messages: readonly InboundMessage[]): Promise<void>;
  /**
   * Whether any session of this gateway to the carrier can send. What waits for one that no gateway reaches for a while goes another way,
   * where there is one.
   */
  stands(carrierId: string, isUp: boolean): Promise<void>;
}

/** What may be due: parts for carriers, or notices for programs. */
export type WorkDue = "parts" | "notices";

/** Messaging as a gateway process holds it: one run, whose leases others take back when it stops beating. */
export interface GatewayMessaging {
  readonly esmes: MessagingForEsmes;
  readonly carriers: MessagingForCarriers;
  /** Calls `wake` when parts or notices may be due; the gateway asks each second besides. */
  onWork(wake: (due: WorkDue) => void): void;
  /** Writes what waits, within `graceMs`, and ends the run. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}
