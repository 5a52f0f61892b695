import type { Letter, LetterBlock, LetterEntry } from "../../kernel/index.ts";
import { officeDayStartMs, type TemplateTable } from "../../regulation/index.ts";
import type { CaseDiagram, CaseDocument } from "./case-document-data.ts";
import { prefilled } from "./prefill.ts";
import type { TemplateFacts } from "./template-facts.ts";
import { isFilled, templateTable } from "./template-tables.ts";

/** A file of the case and its first page in the whole file; `from` is null if it could not be included. */
export interface ListedDocument {
  readonly document: CaseDocument;
  readonly from: number | null;
  readonly pages: number | null;
}

/** The diagram follows the tables of this part. */
const CONFIGURATION = "Konfigurasi teknis";

/** Tables that apply to some configurations only. */
const LEFT_OUT_EMPTY: ReadonlySet<TemplateTable> = new Set(["sms-carriers", "equivalence"]);

/** Headings of the parts that are tables. */
const PARTS: readonly (readonly [string, readonly (readonly [TemplateTable, string])[]])[] = [
  [
    "Rencana usaha",
    [
      ["commitment", "Komitmen penambahan per tahun dan kota"],
      ["investment", "Rencana investasi per tahun"],
    ],
  ],
  [
    CONFIGURATION,
    [
      ["sites", "Lokasi"],
      ["trunks", "Saluran dari penyelenggara"],
      ["exchanges", "Sentral dan pengendali perbatasan"],
      ["sms-carriers", "Penyelenggara SMS A2P"],
      ["equivalence", "Kesetaraan fungsi PBX"],
    ],
  ],
  ["Perangkat", [["devices", "Perangkat dan unsur virtual"]]],
  ["Perjanjian kerja sama", [["agreements", "Perjanjian"]]],
  ["Kepemilikan saham", [["shareholding", "Pemegang saham sampai dua tingkat di atas pemohon"]]],
];

const DECLARATIONS: Readonly<Record<string, string>> = {
  "share-lock": "Tidak mengubah kepemilikan saham sebelum separuh komitmen terpenuhi",
  ability: "Kesanggupan memenuhi kewajiban",
  truth: "Kebenaran data dan dokumen",
  "no-arrears": "Tidak menunggak PNBP",
  "not-blacklisted": "Tidak masuk daftar hitam",
};

/** The cover of a whole case: its facts, its contents with page numbers, and the form. */
export function caseLetter(
  facts: TemplateFacts,
  documents: readonly ListedDocument[],
  diagram: CaseDiagram | null,
): Letter {
  const number = facts.number ?? "belum dikirim";
  return {
    language: "id-ID",
    title: `Berkas permohonan izin ${number}`,
    subject: "Permohonan izin jasa Pusat Panggilan Informasi",
    author: "Sambung",
    createdAtMs: officeDayStartMs(facts.today),
    properties: { CaseId: facts.caseId },
    demonstration: null,
    letterhead: { institution: "Sambung", unit: "Berkas lengkap permohonan izin", lines: [facts.company.name] },
    blocks: [
      {
        kind: "title",
        text: "BERKAS PERMOHONAN IZIN",
        number: `Nomor ${number}`,
        about: "Jasa Pusat Panggilan Informasi (KBLI 82200)",
      },
      { kind: "particulars", caption: "Pemohon dan permohonan", rows: summaryOf(facts) },
      contentsOf(documents),
      ...PARTS.flatMap(([heading, tables]) => [
        { kind: "heading" as const, text: heading },
        ...tables
          .filter(([from]) => !LEFT_OUT_EMPTY.has(from) || isFilled(from, facts))
          .map(([from, caption]) => ({ kind: "table" as const, caption, ...templateTable(from, facts) })),
        ...(heading === CONFIGURATION && diagram !== null ? [diagram.drawing] : []),
      ]),
      { kind: "heading", text: "Dana, layanan pelanggan, dan pernyataan" },
      { kind: "particulars", caption: "Dana", rows: rowsOf(facts, FUNDS) },
      { kind: "particulars", caption: "Layanan pelanggan", rows: rowsOf(facts, CONTACT) },
      declarationsOf(facts),
    ],
    footer: {
      reference: `Berkas permohonan izin ${number}, ${facts.company.name}`,
      pageLabel: "Halaman {page} dari {pages}",
    },
  };
}

const SUMMARY = [
  ["company.name", "Badan usaha"],
  ["company.nib", "NIB"],
  ["company.npwp", "NPWP"],
  ["company.address", "Alamat"],
  ["codes", "Kode akses"],
  ["service.configurations", "Konfigurasi"],
  ["service.sms", "SMS A2P"],
  ["commitment.firstYear", "Kapasitas tahun pertama"],
] as const;
const FUNDS = [
  ["funds.total", "Investasi lima tahun"],
  ["funds.minimum", "Dana paling sedikit"],
  ["funds.bank", "Bank"],
  ["funds.balance", "Saldo"],
  ["funds.statementDate", "Tanggal keterangan bank"],
] as const;
const CONTACT = [
  ["contact.phone", "Telepon"],
  ["contact.email", "Surel"],
  ["contact.web", "Situs web"],
  ["contact.address", "Alamat"],
  ["contact.hours", "Jam layanan"],
  ["contact.complaintDays", "Keluhan dijawab dalam (hari kerja)"],
  ["contact.escalation", "Jenjang penanganan"],
] as const;

type Rows = typeof SUMMARY | typeof FUNDS | typeof CONTACT;

function summaryOf(facts: TemplateFacts): readonly LetterEntry[] {
  return rowsOf(facts, SUMMARY);
}

function rowsOf(facts: TemplateFacts, rows: Rows): readonly LetterEntry[] {
  return rows.map(([source, label]) => ({ label, text: prefilled(source, facts) || "–" }));
}

function contentsOf(documents: readonly ListedDocument[]): LetterBlock {
  const rows = documents.map(({ document, from, pages }) => [
    document.requirement ?? document.slot,
    document.name,
    pages === null ? "–" : String(pages),
    from === null ? "tidak dapat digabung" : String(from),
  ]);
  return {
    kind: "table",
    caption: "Daftar isi: berkas yang dilampirkan sesudah isian permohonan",
    columns: ["Dokumen", "Berkas", "Halaman", "Mulai halaman"],
    widths: [1.2, 5, 1.2, 2],
    rows: rows.length > 0 ? rows : [["–", "Belum ada berkas", "–", "–"]],
  };
}

function declarationsOf({ form }: TemplateFacts): LetterBlock {
  const rows = Object.entries(DECLARATIONS).map(([key, label]) => ({
    label,
    text: form.declarations.accepted.includes(key) ? "disetujui" : "belum",
  }));
  return { kind: "particulars", caption: "Pernyataan", rows };
}
