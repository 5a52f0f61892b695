import {
  type Letter,
  type LetterBlock,
  type LetterClosing,
  type LetterDictum,
  type LetterEntry,
  unreachable,
} from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import { testOrderWords } from "../test-order-document.ts";
import { testReportWords } from "../test-report-document.ts";
import { changeWords } from "./change-decree.ts";
import { commitmentWords } from "./commitment-decree.ts";
import type { CodeDecreeKind } from "./decree-act.ts";
import type { CodeDecreeFacts, CommitmentDecreeFacts, DecreeFacts, TestDocumentFacts } from "./decree-facts.ts";
import { type DecreeWords, type DocumentNames, lettered, numbered, readableCode } from "./decree-parts.ts";
import { returnWords } from "./return-decree.ts";
import { revocationWords } from "./revocation-decree.ts";
import { skloWords } from "./sklo-document.ts";

/** Keys of the PDF information dictionary that identify the decree offline. */
export const DECREE_PROPERTY = { id: "SambungDecreeId", number: "SambungDecreeNumber" } as const;

/** The watermark of a document without legal force. */
export const DEMONSTRATION_MARK = "CONTOH – TIDAK BERLAKU";

const WORDS: Readonly<Record<CodeDecreeKind, (facts: CodeDecreeFacts) => DecreeWords>> = {
  assignment: assignmentWords,
  change: changeWords,
  return: returnWords,
  revocation: revocationWords,
};

/** Builds a decree as a letter, in Indonesian only: the language of the legal text. */
export function decreeDocument(facts: DecreeFacts): Letter {
  const { office } = facts;
  const words = facts.code === null ? wordsOfCase(facts) : WORDS[facts.act.kind](facts);
  const reference = `${(words.paper ?? decreeNames(office)).noun} Nomor ${facts.number}`;
  return {
    language: "id-ID",
    title: `${reference}: ${words.title}`,
    subject: words.subject,
    author: office.institution,
    createdAtMs: facts.issuedAtMs,
    properties: { [DECREE_PROPERTY.id]: facts.decreeId, [DECREE_PROPERTY.number]: facts.number },
    demonstration: facts.demonstration
      ? { mark: DEMONSTRATION_MARK, headerLine: "Dokumen peragaan dari kantor rekaan, tanpa akibat hukum." }
      : null,
    letterhead: { institution: office.institution, unit: office.unit, lines: office.addressLines },
    blocks: decreeBlocks(facts, words),
    footer: { reference, pageLabel: "Halaman {page} dari {pages}" },
  };
}

/** Builds a report of a test that has not closed, as it will be printed, without number and closing and with a mark on every page. */
export function unsignedReport(facts: TestDocumentFacts): Letter {
  const { act } = facts;
  if (act.kind !== "test-report") throw new Error(`no report but ${act.kind}`);
  const words = testReportWords({ ...facts, act }, act);
  const title = `Pratinjau Berita Acara Evaluasi ${act.requestLetter.number}`;
  const about: LetterBlock = {
    kind: "title",
    text: words.paper?.heading ?? "",
    number: PREVIEW_NUMBER,
    about: words.about,
  };
  return {
    ...decreeDocument(facts),
    title,
    properties: {},
    demonstration: { mark: PREVIEW_MARK, headerLine: "Pratinjau untuk dibaca sebelum ditandatangani; belum berlaku." },
    blocks: [about, ...words.body],
    footer: { reference: title, pageLabel: "Halaman {page} dari {pages}" },
  };
}

const PREVIEW_MARK = "PRATINJAU";
const PREVIEW_NUMBER = "NOMOR DIBERIKAN SAAT DITUTUP";

function decreeBlocks(facts: DecreeFacts, words: DecreeWords): readonly LetterBlock[] {
  const { about, body, annex = [] } = words;
  const names = words.paper ?? decreeNames(facts.office);
  const title: LetterBlock = { kind: "title", text: names.heading, number: `NOMOR ${facts.number}`, about };
  return [title, ...body, closing(facts, names), ...annex];
}

/** The heading of a decree names its authority. */
function decreeNames({ authority }: DecreeFacts["office"]): DocumentNames {
  const heading = `KEPUTUSAN ${authority}`;
  return { heading, noun: "Keputusan", madeIn: "Ditetapkan di", self: "keputusan ini" };
}

/** The text of a document about a licence application: a commitment decree, or a document of its test. */
function wordsOfCase(facts: CommitmentDecreeFacts | TestDocumentFacts): DecreeWords {
  const { act } = facts;
  switch (act.kind) {
    case "commitment":
      return commitmentWords({ ...facts, act });
    case "test-order":
      return testOrderWords({ ...facts, act }, act);
    case "test-report":
      return testReportWords({ ...facts, act }, act);
    case "sklo":
      return skloWords({ ...facts, act }, act);
    default:
      return unreachable(act);
  }
}

function assignmentWords(facts: CodeDecreeFacts): DecreeWords {
  const { code, holder, numberKind } = facts;
  return {
    title: `Penetapan Kode Akses ${code}`,
    subject: `Penetapan penomoran ${code} untuk ${holder.name}`,
    about: `TENTANG PENETAPAN PENOMORAN ${numberKind.toUpperCase()} ${code} UNTUK ${holder.name}`,
    body: assignmentBody(facts),
  };
}

function assignmentBody(facts: CodeDecreeFacts): readonly LetterBlock[] {
  return [
    { kind: "basis", name: "Menimbang", items: lettered(considerations(facts)) },
    { kind: "basis", name: "Mengingat", items: numbered(facts.legalBasis) },
    { kind: "basis", name: "Memperhatikan", items: numbered([requestText(facts)]) },
    { kind: "heading", text: "MEMUTUSKAN" },
    { kind: "dictums", items: [grant(facts)] },
    { kind: "particulars", caption: "Rincian penetapan", rows: particulars(facts) },
    { kind: "dictums", items: laterDictums(facts) },
  ];
}

function considerations(facts: CodeDecreeFacts): readonly string[] {
  // A body without a NIB applies outside OSS.
  const permit =
    facts.holder.nib === null
      ? ""
      : ", yang dalam OSS berupa Perizinan Berusaha Untuk Menunjang Kegiatan Usaha (PB UMKU),";
  const begun = newServiceOf(facts);
  const served =
    begun === undefined
      ? ""
      : `layanan baru “${begun}” di samping layanan yang telah memiliki kode akses, dalam lingkup `;
  return [
    `bahwa ${facts.holder.name} memerlukan penomoran${permit} untuk menyelenggarakan ${served}layanan ${facts.service.name};`,
    `bahwa menurut hasil pemeriksaan, permohonan telah lengkap dan kode akses ${facts.code} dapat ditetapkan tanpa berbenturan dengan penomoran lain;`,
    "bahwa karena itu penetapan penomoran perlu dituangkan dalam suatu keputusan;",
  ];
}

/** The service that a holder of other codes begins by this decree. */
function newServiceOf({ act }: CodeDecreeFacts): string | undefined {
  return act.kind === "assignment" ? act.newService : undefined;
}

function requestText({ request, holder }: CodeDecreeFacts): string {
  return `permohonan ${holder.name} dengan nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)};`;
}

function grant(facts: CodeDecreeFacts): LetterDictum {
  const text = `Menetapkan ${facts.numberKind} ${facts.code} kepada ${facts.holder.name} dengan rincian sebagai berikut:`;
  return { label: "KESATU", text, points: [] };
}

function particulars(facts: CodeDecreeFacts): readonly LetterEntry[] {
  const { holder, service } = facts;
  const begun = newServiceOf(facts);
  const number = holder.nib === null ? [] : [{ label: "NIB", text: holder.nib }];
  const tax = holder.npwp === null ? [] : [{ label: "NPWP", text: holder.npwp }];
  return [
    { label: "Jenis penomoran", text: facts.numberKind },
    { label: "Kode akses", text: readableCode(facts.code) },
    { label: "Jenis layanan", text: `${service.name} (KBLI ${service.kbli})` },
    ...(begun === undefined ? [] : [{ label: "Layanan baru", text: begun }]),
    { label: "Pemegang", text: holder.name },
    ...number,
    ...tax,
    { label: "Alamat", text: holder.address },
    { label: "Permohonan", text: `${facts.request.number}, ${indonesianDate(facts.request.submittedOn)}` },
  ];
}

function laterDictums(facts: CodeDecreeFacts): readonly LetterDictum[] {
  return [
    {
      label: "KEDUA",
      text: "Pemegang penetapan wajib mematuhi peraturan perundang-undangan di bidang telekomunikasi, serta:",
      points: lettered(facts.duties),
    },
    {
      label: "KETIGA",
      text: "Penetapan ini dapat diubah atau dicabut apabila kewajiban dalam diktum KEDUA tidak dipenuhi, perizinan berusaha pemegang berakhir, atau ketentuan penomoran berubah.",
      points: [],
    },
    { label: "KEEMPAT", text: "Keputusan ini mulai berlaku pada tanggal ditetapkan.", points: [] },
  ];
}

function closing({ office, decidedOn, verificationUrl }: DecreeFacts, names: DocumentNames): LetterClosing {
  return {
    kind: "closing",
    placeAndDate: [
      { label: names.madeIn, text: office.place },
      { label: "pada tanggal", text: indonesianDate(decidedOn) },
    ],
    capacity: office.capacity,
    signedNote: office.signedNote,
    signerName: office.signerName,
    signerDetail: office.signerDetail,
    verification: {
      url: verificationUrl,
      caption: `Periksa keaslian ${names.self} dengan memindai kode di atas atau membuka:`,
      alternative: `Kode QR menuju halaman pemeriksaan ${verificationUrl}`,
    },
  };
}
