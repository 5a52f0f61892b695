import type { Letter, LetterBlock } from "../../../kernel/index.ts";

type BillingMode = "prepaid" | "postpaid";

/** Segments of one price, by carrier and category: charged less refunded. */
export interface InvoiceLine {
  readonly carrier: string;
  readonly category: string;
  /** Empty: any number. */
  readonly prefix: string;
  readonly priceRupiah: number;
  readonly purse: BillingMode;
  readonly segments: number;
  readonly amountRupiah: number;
}

/** A correction of the month that a second person confirmed. */
export interface InvoiceCorrection {
  readonly reason: string;
  readonly purse: BillingMode;
  /** Amount that the call centre pays in addition; negative is a credit. */
  readonly amountRupiah: number;
}

/** Sum of the lines or corrections that do not fit on the document. */
export interface InvoiceRest {
  readonly kind: "lines" | "corrections";
  readonly purse: BillingMode;
  /** Number of lines or corrections in the sum. */
  readonly count: number;
  readonly segments: number;
  readonly amountRupiah: number;
}

/** The content of an invoice as stored; it is rendered from this every time, so it never changes. */
export interface InvoiceFacts {
  readonly number: string;
  readonly centre: string;
  readonly installation: string;
  /** `2026-11`. */
  readonly month: string;
  readonly issuedOn: string;
  readonly lines: readonly InvoiceLine[];
  readonly corrections: readonly InvoiceCorrection[];
  readonly rest: readonly InvoiceRest[];
}

/** Limit of lines on the document. */
const LINES_MAX = 2_000;

/** Translates texts of the document into the reader's language; keys are below `smsPapers.invoice`. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/**
 * Lines of the document in order: all sums, or, where they are too many, those of the largest amounts and the total of the others, so that no charge is left
 * out. Sums of zero have no line.
 */
export function shownLines(sums: readonly InvoiceLine[], most = LINES_MAX): Pick<InvoiceFacts, "lines" | "rest"> {
  const all = sums.filter(({ amountRupiah }) => amountRupiah !== 0);
  const largest = all.toSorted((one, other) => Math.abs(other.amountRupiah) - Math.abs(one.amountRupiah));
  const beyond = Map.groupBy(largest.slice(most), ({ purse }) => purse);
  const sum = (lines: readonly InvoiceLine[], of: "segments" | "amountRupiah") =>
    lines.reduce((so, line) => so + line[of], 0);
  return {
    lines: largest.slice(0, most).toSorted(byPlace),
    rest: [...beyond].map(([purse, own]) => ({
      kind: "lines",
      purse,
      count: own.length,
      segments: sum(own, "segments"),
      amountRupiah: sum(own, "amountRupiah"),
    })),
  };
}

function byPlace(one: InvoiceLine, other: InvoiceLine): number {
  const keys = [one, other].map(({ carrier, category, prefix, priceRupiah, purse }) =>
    [carrier, category, prefix, String(priceRupiah).padStart(7, "0"), purse].join("\n"),
  );
  return (keys[0] ?? "") < (keys[1] ?? "") ? -1 : 1;
}

/** Amount to be paid (postpaid) and amount paid from the balance (prepaid) of an invoice. */
export function totalsOf({
  lines,
  corrections,
  rest,
}: Pick<InvoiceFacts, "lines" | "corrections" | "rest">): Readonly<Record<BillingMode, number>> {
  const sum = (purse: BillingMode) =>
    [...lines, ...corrections, ...rest].reduce((all, one) => all + (one.purse === purse ? one.amountRupiah : 0), 0);
  return { prepaid: sum("prepaid"), postpaid: sum("postpaid") };
}

/** Formats rupiah: "Rp 1.250.000" in both languages, since it is an Indonesian document. */
function amount(rupiah: number): string {
  const digits = String(Math.abs(rupiah)).replaceAll(/\B(?=(\d{3})+$)/g, ".");
  return `${rupiah < 0 ? "−" : ""}Rp ${digits}`;
}

/** The invoice as a letter document. */
export function invoiceDocument(
  facts: InvoiceFacts,
  look: {
    readonly say: Say;
    readonly issuedAtMs: number;
    readonly checkUrl: string;
    readonly isDemonstration: boolean;
  },
): Letter {
  const { say, issuedAtMs, isDemonstration } = look;
  const { number, centre, installation, month, lines, corrections, rest } = facts;
  const totals = totalsOf(facts);
  return {
    language: say("language"),
    title: say("title", { number }),
    subject: say("subject", { centre, month }),
    author: installation,
    createdAtMs: issuedAtMs,
    properties: { SambungSmsInvoice: number },
    demonstration: isDemonstration ? { mark: say("mark"), headerLine: say("markLine") } : null,
    letterhead: { institution: installation, unit: say("unit"), lines: [] },
    blocks: [
      { kind: "title", text: say("heading"), number, about: say("about", { month }) },
      {
        kind: "particulars",
        caption: say("caption"),
        rows: [
          { label: say("centre"), text: centre },
          { label: say("month"), text: month },
          { label: say("issued"), text: facts.issuedOn },
          { label: say("due"), text: amount(totals.postpaid) },
          { label: say("prepaid"), text: amount(totals.prepaid) },
        ],
      },
      { kind: "heading", text: say("linesHeading") },
      ...(lines.length === 0 ? [{ kind: "paragraph" as const, text: say("linesNone") }] : [linesTable(lines, say)]),
      ...(corrections.length === 0 ? [] : [correctionsTable(corrections, say)]),
      ...rest.map(({ kind, purse, count, segments, amountRupiah }) => ({
        kind: "paragraph" as const,
        text: say(`rest.${kind}`, { count, segments, purse: say(`purses.${purse}`), amount: amount(amountRupiah) }),
      })),
      { kind: "paragraph", text: say("tax") },
      { kind: "paragraph", text: say("frozen") },
      {
        kind: "closing",
        placeAndDate: [{ label: say("issued"), text: facts.issuedOn }],
        capacity: [say("capacity")],
        signedNote: say("signedNote"),
        signerName: installation,
        signerDetail: null,
        verification: { url: look.checkUrl, caption: say("checkCaption"), alternative: say("checkAlternative") },
      },
    ],
    footer: { reference: number, pageLabel: say("page") },
  };
}

function linesTable(lines: readonly InvoiceLine[], say: Say): LetterBlock {
  return {
    kind: "table",
    caption: say("linesCaption"),
    columns: ["carrier", "category", "prefix", "purse", "segments", "price", "amount"].map((one) =>
      say(`columns.${one}`),
    ),
    widths: [4, 3, 2, 2, 2, 2, 3],
    rows: lines.map((line) => [
      ...[line.carrier, say(`categories.${line.category}`), line.prefix === "" ? say("every") : line.prefix],
      ...[say(`purses.${line.purse}`), String(line.segments), amount(line.priceRupiah), amount(line.amountRupiah)],
    ]),
  };
}

function correctionsTable(corrections: readonly InvoiceCorrection[], say: Say): LetterBlock {
  return {
    kind: "table",
    caption: say("correctionsCaption"),
    columns: ["reason", "purse", "amount"].map((one) => say(`columns.${one}`)),
    widths: [6, 2, 3],
    rows: corrections.map(({ reason, purse, amountRupiah }) => [reason, say(`purses.${purse}`), amount(amountRupiah)]),
  };
}
