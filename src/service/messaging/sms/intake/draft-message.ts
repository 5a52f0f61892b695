import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import type {
  EsmeAccount,
  MessageCategory,
  ReceiptRequest,
  Submission,
  SubmitRefusal,
  TextCoding,
} from "../delivery/gateway-port.ts";
import { decodeGsm, encodeGsm } from "./gsm-text.shared.ts";
import type { MessageDraft, TemplateVersionRef } from "./intake.ts";
import type { Zone } from "./promotion-hours.shared.ts";
import { recipientOf } from "./recipient.shared.ts";
import { cutText, decodeUcs2, encodeUcs2, type SentCoding } from "./segments.shared.ts";

/** Limit of how far ahead a message may be scheduled. */
const AHEAD_MS_MAX = 30 * 86_400_000;
const DIGITS = /^\d{3,15}$/;
/** Units of a segment that its ESME concatenated itself, beside the shortest header. */
const MARKED_UNITS = { gsm: 153, ucs2: 67 } as const;

/** A message of a REST request, or of the call centre itself. */
export interface WrittenMessage {
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  readonly isPlain: boolean;
  readonly category: MessageCategory;
  readonly zone: Zone | null;
  readonly sendAtMs: number | null;
  readonly validUntilMs: number | null;
  readonly ownReference: string | null;
  readonly template?: TemplateVersionRef | undefined;
}

/** Context of a draft. */
export interface DraftGround {
  readonly id: string;
  readonly nowMs: number;
  readonly rules: ShortMessageRules;
}

type Drafted = Result<MessageDraft, SubmitRefusal>;

/** Validates a message of REST, or of the call centre or one of its users (without an API key); returns only refusals that need no data of the call centre. */
export function draftWritten(written: WrittenMessage, apiKeyId: string | null, ground: DraftGround): Drafted {
  const cut = cutText(written.text, { isPlain: written.isPlain });
  if (typeof cut === "string") return refuse(cut);
  const { category, zone, ownReference, template } = written;
  const text = { coding: cut.coding, parts: cut.parts.map(({ octets }) => octets), marked: null };
  const from = { accountId: null, apiKeyId, receipt: "never" as const, category, zone, ownReference, template };
  return address({ ...written, ...text, ...from }, ground);
}

/** Drafts an automatic reply. */
export function draftAnswer(
  answer: { readonly sender: string; readonly recipient: string; readonly text: string },
  ground: DraftGround,
): Drafted {
  const cut = cutText(answer.text);
  if (typeof cut === "string") return refuse(cut);
  const text = { coding: cut.coding, parts: cut.parts.map(({ octets }) => octets), marked: null };
  const from = { accountId: null, apiKeyId: null, receipt: "never" as const, zone: null, ownReference: null };
  const when = { sendAtMs: null, validUntilMs: null };
  return address({ ...answer, ...text, ...from, ...when, category: "transactional" }, ground);
}

/** Parses a submit_sm. */
export function draftSubmitted(
  submission: Submission,
  account: Pick<EsmeAccount, "id" | "category">,
  ground: DraftGround,
): Drafted {
  const text = submission.part === null ? wholeText(submission) : markedText(submission, submission.part);
  if (typeof text === "string") return refuse(text);
  const { id: accountId, category } = account;
  const from = { accountId, apiKeyId: null, receipt: submission.receipt, category, zone: null, ownReference: null };
  return address({ ...submission, ...text, ...from }, ground);
}

/** The text of octets. */
export function decodeText(coding: TextCoding, octets: Uint8Array): string {
  if (coding === "gsm") return decodeGsm(octets);
  return coding === "ucs2" ? decodeUcs2(octets) : Array.from(octets, (octet) => String.fromCharCode(octet)).join("");
}

type Text = Pick<MessageDraft, "coding" | "parts" | "marked">;

function wholeText({ coding, octets }: Submission): Text | SubmitRefusal {
  if (coding === "ucs2" && octets.length % 2 === 1) return "text-unfit";
  const cut = cutText(decodeText(coding, octets));
  if (typeof cut === "string") return cut;
  return { coding: cut.coding, parts: cut.parts.map((part) => part.octets), marked: null };
}

/** One segment as its ESME split it, octet for octet: a split surrogate pair is the ESME's responsibility. */
function markedText(submission: Submission, part: NonNullable<Submission["part"]>): Text | SubmitRefusal {
  const isFit = part.total >= 2 && part.total <= 255 && part.sequence >= 1 && part.sequence <= part.total;
  if (!isFit || part.reference < 0 || part.reference > 65_535) return "part-unfit";
  const { coding, octets } = sentOctets(submission);
  const units = coding === "gsm" ? octets.length : octets.length / 2;
  if (units === 0) return "text-empty";
  if (!Number.isInteger(units)) return "text-unfit";
  if (units > MARKED_UNITS[coding]) return "text-too-long";
  return { coding, parts: [octets], marked: part };
}

function sentOctets({ coding, octets }: Submission): { readonly coding: SentCoding; readonly octets: Uint8Array } {
  if (coding === "ucs2") return { coding, octets };
  if (coding === "gsm") return { coding, octets: octets.map((octet) => octet & 0x7f) };
  const text = decodeText(coding, octets);
  const septets = encodeGsm(text);
  return septets === undefined ? { coding: "ucs2", octets: encodeUcs2(text) } : { coding: "gsm", octets: septets };
}

interface Addressed extends Text {
  readonly sender: string;
  readonly recipient: string;
  readonly category: MessageCategory;
  readonly zone: Zone | null;
  readonly accountId: string | null;
  readonly apiKeyId: string | null;
  readonly receipt: ReceiptRequest;
  readonly ownReference: string | null;
  readonly template?: TemplateVersionRef | undefined;
  readonly sendAtMs: number | null;
  readonly validUntilMs: number | null;
}

function address(asked: Addressed, { id, nowMs, rules }: DraftGround): Drafted {
  const recipient = recipientOf(asked.recipient);
  if (recipient === undefined) return refuse("recipient-unfit");
  // A numeric sender id is stored without its plus sign.
  const sender = asked.sender.trim().replace(/^\+(?=\d)/, "");
  if (!DIGITS.test(sender) && !rules.senderFormat.test(sender)) return refuse("sender-unfit");
  const sendAtMs = Math.max(nowMs, asked.sendAtMs ?? nowMs);
  if (sendAtMs > nowMs + AHEAD_MS_MAX) return refuse("send-time-unfit");
  const validUntilMs = Math.min(asked.validUntilMs ?? Number.POSITIVE_INFINITY, sendAtMs + rules.validityMsMax);
  if (validUntilMs <= sendAtMs) return refuse("validity-unfit");
  const { coding, parts, marked, category, zone, accountId, apiKeyId, receipt, ownReference, template } = asked;
  const text = { coding, parts, marked };
  const from = { category, zone, accountId, apiKeyId, receipt, ownReference, template };
  return ok({ id, sender, recipient, ...text, ...from, acceptedAtMs: nowMs, sendAtMs, validUntilMs });
}
