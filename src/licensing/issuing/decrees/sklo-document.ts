import type { LetterBlock, LetterEntry } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { SkloAct } from "../test-document-act.ts";
import { configurationNames, documentReference, methodName, operatorRows } from "../test-document-parts.ts";
import { testReportBlocks } from "../test-report-document.ts";
import type { TestDocumentFacts } from "./decree-facts.ts";
import { type DecreeWords, lettered, numbered } from "./decree-parts.ts";

/** Text of the SKLO: certifies that a call centre is fit to operate, with the test report as an annex. */
export function skloWords(facts: TestDocumentFacts, act: SkloAct): DecreeWords {
  const { holder, service } = facts;
  return {
    paper: {
      heading: "SURAT KETERANGAN LAIK OPERASI",
      noun: "Surat Keterangan Laik Operasi",
      madeIn: "Ditetapkan di",
      self: "surat keterangan ini",
    },
    title: `Laik operasi ${holder.name}`,
    subject: `Surat keterangan laik operasi ${service.name} untuk ${holder.name}`,
    about: `PENYELENGGARAAN ${service.name.toUpperCase()} OLEH ${holder.name}`,
    body: [
      { kind: "basis", name: "Mengingat", items: numbered(facts.legalBasis) },
      { kind: "basis", name: "Dasar", items: lettered(basis(facts, act)) },
      { kind: "heading", text: "MENERANGKAN BAHWA" },
      { kind: "particulars", caption: "Penyelenggara", rows: particulars(facts, act) },
      { kind: "paragraph", text: statement(facts, act) },
      ...(facts.duties.length === 0
        ? []
        : [
            {
              kind: "dictums" as const,
              items: [{ label: "KETENTUAN", text: "Penyelenggara wajib:", points: lettered(facts.duties) }],
            },
          ]),
      {
        kind: "paragraph",
        text: "Dokumen elektronik ini adalah dokumen asli dan tidak memerlukan legalisasi. Keasliannya diperiksa melalui kode QR di bawah.",
      },
    ],
    annex: annex(facts, act),
  };
}

function basis({ holder, service, request }: TestDocumentFacts, act: SkloAct): readonly string[] {
  const asWhom = holder.nib === null ? holder.name : `Nomor Induk Berusaha ${holder.nib}`;
  return [
    `${asWhom} dengan KBLI ${service.kbli}, permohonan izin nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)};`,
    `surat permohonan uji laik operasi ${holder.name} ${documentReference(act.requestLetter)};`,
    ...(act.order === null ? [] : [`Surat Perintah Tugas ${documentReference(act.order)};`]),
    `Berita Acara Evaluasi ${documentReference(act.report)};`,
  ];
}

function particulars(facts: TestDocumentFacts, act: SkloAct): readonly LetterEntry[] {
  return [
    ...operatorRows(facts),
    { label: "Pusat pelayanan pelanggan", text: act.careCentreAddress },
    { label: "Metode uji", text: methodName(act) },
  ];
}

function statement({ holder, service }: TestDocumentFacts, act: SkloAct): string {
  return `${holder.name} dinyatakan LAIK OPERASI untuk menyelenggarakan ${service.name} dengan konfigurasi ${configurationNames(act)}, menurut Berita Acara Evaluasi ${documentReference(act.report)} yang menjadi lampiran surat keterangan ini.`;
}

function annex(facts: TestDocumentFacts, act: SkloAct): readonly LetterBlock[] {
  return [
    { kind: "page-break" },
    {
      kind: "title",
      text: "LAMPIRAN: BERITA ACARA EVALUASI",
      number: `NOMOR ${act.report.number}`,
      about: `LAMPIRAN SURAT KETERANGAN LAIK OPERASI NOMOR ${facts.number}`,
    },
    ...testReportBlocks(facts, act.annex),
  ];
}
