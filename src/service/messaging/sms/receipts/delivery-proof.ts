import { Temporal } from "temporal-polyfill";
import type { Letter, LetterBlock, LetterEntry } from "../../../../kernel/index.ts";

/** A segment in the proof. */
interface ProvenPart {
  readonly sequence: number;
  readonly state: string;
  readonly carrier: string;
  readonly carrierMessageId: string | null;
  readonly attempts: number;
  readonly sentUnsure: boolean;
  readonly sentAtMs: number | null;
  readonly finalAtMs: number | null;
  readonly errorCode: string | null;
}

/** A carrier's receipt as received. */
export interface ProvenReceipt {
  readonly sequence: number;
  readonly carrierMessageId: string;
  readonly recipient: string | null;
  readonly state: string;
  readonly errorCode: string | null;
  readonly receivedAtMs: number;
  readonly standing: string;
}

/** Content of a delivery proof; names are drawable already. */
export interface ProofFacts {
  readonly messageId: string;
  readonly centre: string;
  readonly installation: string;
  readonly sender: string;
  readonly recipient: string;
  readonly isRecipientWhole: boolean;
  readonly category: string;
  readonly coding: string;
  readonly state: string;
  readonly acceptedAtMs: number;
  readonly finalAtMs: number | null;
  readonly digestHex: string;
  readonly parts: readonly ProvenPart[];
  readonly receipts: readonly ProvenReceipt[];
  readonly madeAtMs: number;
  readonly zone: string;
  readonly checkUrl: string;
  readonly isDemonstration: boolean;
}

/** Translates texts of the document into the reader's language; keys are below `smsPapers.proof`. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

const SHOWN_FIRST = 5;
const SHOWN_LAST = 3;

/** A masked number that is recognisable to a reader who knows the full number. */
export function maskedNumber(recipient: string): string {
  const hidden = Math.max(0, recipient.length - SHOWN_FIRST - SHOWN_LAST);
  return `${recipient.slice(0, SHOWN_FIRST)}${"•".repeat(hidden)}${recipient.slice(SHOWN_FIRST + hidden)}`;
}

/** "2026-11-27 09:05:07.123 +07:00" in a time zone: exact, and the same in every language. */
function exact(atMs: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: "millisecond" })} ${local.offset}`;
}

const spaced = (hex: string): string => (hex.match(/.{1,16}/gu) ?? []).join(" ");

/** The delivery proof of one SMS as a document. */
export function proofDocument(facts: ProofFacts, say: Say): Letter {
  const { messageId, madeAtMs, centre, installation, isDemonstration } = facts;
  return {
    language: say("language"),
    title: say("title"),
    subject: say("subject", { id: messageId }),
    author: installation,
    createdAtMs: madeAtMs,
    properties: { SambungSmsMessageId: messageId, SambungSmsTextDigest: facts.digestHex },
    demonstration: isDemonstration ? { mark: say("mark"), headerLine: say("markLine") } : null,
    letterhead: { institution: installation, unit: centre, lines: [] },
    blocks: [
      { kind: "title", text: say("heading"), number: messageId, about: say("about") },
      { kind: "paragraph", text: say("lead", { state: say(`states.${facts.state}`) }) },
      { kind: "particulars", caption: say("messageCaption"), rows: messageRows(facts, say) },
      { kind: "heading", text: say("partsHeading") },
      ...facts.parts.map((part): LetterBlock => partBlock(part, facts, say)),
      { kind: "heading", text: say("receiptsHeading") },
      receiptsBlock(facts, say),
      { kind: "heading", text: say("digestHeading") },
      { kind: "paragraph", text: say("digestText") },
      {
        kind: "particulars",
        caption: say("digestCaption"),
        rows: [{ label: "HMAC-SHA256", text: spaced(facts.digestHex) }],
      },
      closing(facts, say),
    ],
    footer: { reference: messageId, pageLabel: say("page") },
  };
}

function messageRows(facts: ProofFacts, say: Say): readonly LetterEntry[] {
  const { zone, finalAtMs } = facts;
  return [
    { label: say("id"), text: facts.messageId },
    { label: say("centre"), text: facts.centre },
    { label: say("sender"), text: facts.sender },
    { label: say("recipient"), text: `+${facts.recipient}${facts.isRecipientWhole ? "" : ` ${say("masked")}`}` },
    { label: say("category"), text: say(`categories.${facts.category}`) },
    { label: say("coding"), text: `${facts.coding}, ${say("parts", { count: facts.parts.length })}` },
    { label: say("accepted"), text: exact(facts.acceptedAtMs, zone) },
    { label: say("final"), text: finalAtMs === null ? say("open") : exact(finalAtMs, zone) },
    { label: say("state"), text: say(`states.${facts.state}`) },
  ];
}

function partBlock(part: ProvenPart, { zone, parts }: ProofFacts, say: Say): LetterBlock {
  const at = (moment: number | null) => (moment === null ? say("none") : exact(moment, zone));
  const rows = [
    { label: say("carrier"), text: part.carrier },
    { label: say("carrierId"), text: part.carrierMessageId ?? say("none") },
    { label: say("sent"), text: at(part.sentAtMs) },
    { label: say("final"), text: at(part.finalAtMs) },
    { label: say("state"), text: say(`states.${part.state}`) },
    { label: say("attempts"), text: String(part.attempts) },
    ...(part.errorCode === null ? [] : [{ label: say("error"), text: part.errorCode }]),
    ...(part.sentUnsure ? [{ label: say("doubt"), text: say("doubtText") }] : []),
  ];
  return { kind: "particulars", caption: say("part", { part: part.sequence, parts: parts.length }), rows };
}

function receiptsBlock({ receipts, zone }: ProofFacts, say: Say): LetterBlock {
  if (receipts.length === 0) return { kind: "paragraph", text: say("receiptsNone") };
  return {
    kind: "table",
    caption: say("receiptsCaption"),
    columns: ["part", "received", "carrierId", "receiptState", "error", "standing"].map((name) =>
      say(`columns.${name}`),
    ),
    widths: [1, 4, 4, 3, 2, 2],
    rows: receipts.map((one) => [
      ...[String(one.sequence), exact(one.receivedAtMs, zone), one.carrierMessageId, one.state],
      ...[one.errorCode ?? "–", say(`standings.${one.standing}`)],
    ]),
  };
}

function closing(facts: ProofFacts, say: Say): LetterBlock {
  return {
    kind: "closing",
    placeAndDate: [{ label: say("made"), text: exact(facts.madeAtMs, facts.zone) }],
    capacity: [say("capacity")],
    signedNote: say("signedNote"),
    signerName: facts.installation,
    signerDetail: null,
    verification: { url: facts.checkUrl, caption: say("checkCaption"), alternative: say("checkAlternative") },
  };
}
