import { Temporal } from "temporal-polyfill";
import type { Letter, LetterEntry } from "../../../kernel/index.ts";
import { DEMONSTRATION_MARK } from "../decrees/decree-document.ts";
import { readableCode } from "../decrees/decree-parts.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { ReceiptFacts } from "./receipt-facts.ts";

const ZONE = "Asia/Jakarta";

/** Builds a receipt as a letter, in Indonesian, the language of the submission. */
export function receiptDocument(facts: ReceiptFacts): Letter {
  const { office } = facts;
  const what = facts.round === 0 ? "permohonan" : `perbaikan ke-${facts.round}`;
  const subject = subjectOf(facts);
  return {
    language: "id-ID",
    title: `Tanda terima ${what} ${facts.number}`,
    subject: `Tanda terima ${what} untuk ${subject}`,
    author: office.institution,
    createdAtMs: facts.receivedAtMs,
    properties: { SambungReceiptId: facts.receiptId, SambungCaseNumber: facts.number },
    demonstration: facts.demonstration
      ? { mark: DEMONSTRATION_MARK, headerLine: "Dokumen peragaan dari kantor rekaan, tanpa akibat hukum." }
      : null,
    letterhead: { institution: office.institution, unit: office.unit, lines: office.addressLines },
    blocks: [
      {
        kind: "title",
        text: "TANDA TERIMA ELEKTRONIK",
        number: `NOMOR ${facts.number}`,
        about: `${what} ${subject}`.toUpperCase(),
      },
      { kind: "paragraph", text: `Kami telah menerima ${what} dari ${facts.holderName} dengan rincian di bawah ini.` },
      { kind: "particulars", caption: "Rincian penerimaan", rows: particulars(facts) },
      { kind: "heading", text: "YANG DISERAHKAN" },
      { kind: "particulars", caption: "Berkas dan sidik digital SHA-256", rows: handedIn(facts) },
      {
        kind: "paragraph",
        text: "Sidik digital membuktikan berkas mana yang diterima: berkas yang sama selalu memberi sidik yang sama. Tanda terima ini bukan keputusan atas permohonan.",
      },
      closing(facts),
    ],
    footer: { reference: `Tanda terima ${facts.number}`, pageLabel: "Halaman {page} dari {pages}" },
  };
}

function subjectOf({ subject, code }: ReceiptFacts): string {
  return subject === "licence" ? "izin Jasa Pusat Panggilan Informasi" : `kode akses ${code}`;
}

/** Formats an instant as "25 November 2026 pukul 14:05:09 WIB". */
function toTheSecond(atMs: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(ZONE);
  const time = local.toPlainTime().toString({ smallestUnit: "second" });
  return `${indonesianDate(local.toPlainDate().toString())} pukul ${time} WIB`;
}

function particulars(facts: ReceiptFacts): readonly LetterEntry[] {
  const { promise } = facts;
  const promised =
    promise === null
      ? []
      : [
          {
            label: "Janji waktu",
            text: `paling lambat ${indonesianDate(promise.dueDate)} (${promise.workingDays} hari kerja sejak berkas lengkap)`,
          },
        ];
  return [
    { label: "Nomor", text: facts.number },
    { label: "Diterima", text: toTheSecond(facts.receivedAtMs) },
    { label: "Pemohon", text: facts.holderName },
    ...(facts.code === "" ? [] : [{ label: "Kode akses", text: readableCode(facts.code) }]),
    ...promised,
    { label: "Versi aturan", text: facts.ruleVersion },
  ];
}

function handedIn(facts: ReceiptFacts): readonly LetterEntry[] {
  const files = facts.files.map(({ name, bytes, sha256 }, nth) => ({
    label: `Berkas ${nth + 1}`,
    text: `${name} (${bytes} bita) ${spaced(sha256)}`,
  }));
  return [{ label: "Isian formulir", text: spaced(facts.formSha256) }, ...files];
}

/** Groups a digest for readability and line breaks. */
function spaced(sha256: string): string {
  return (sha256.match(/.{1,16}/gu) ?? []).join(" ");
}

function closing(facts: ReceiptFacts) {
  const { office, statusUrl, receivedAtMs } = facts;
  const day = Temporal.Instant.fromEpochMilliseconds(receivedAtMs).toZonedDateTimeISO(ZONE).toPlainDate().toString();
  return {
    kind: "closing",
    placeAndDate: [
      { label: "Diterima di", text: office.place },
      { label: "pada tanggal", text: indonesianDate(day) },
    ],
    capacity: ["Sistem penerimaan permohonan,"],
    signedNote: "Ditandatangani secara elektronik oleh sistem, tanpa tanda tangan pejabat",
    signerName: office.institution,
    signerDetail: null,
    verification: {
      url: statusUrl,
      caption: "Lihat keadaan permohonan ini tanpa akun dengan memindai kode di atas atau membuka:",
      alternative: `Kode QR menuju halaman keadaan permohonan ${statusUrl}`,
    },
  } as const;
}
