import type { LetterDictum, LetterEntry } from "../../kernel/index.ts";
import { timeInWords } from "../../regulation/index.ts";
import type { TestDocumentFacts } from "./decrees/decree-facts.ts";
import { type DecreeWords, numbered } from "./decrees/decree-parts.ts";
import { indonesianDate } from "./indonesian-date.ts";
import type { TestOrderAct } from "./test-document-act.ts";
import { documentReference, heldOn, methodName, operatorRows, teamTable } from "./test-document-parts.ts";

/** Text of the "surat perintah tugas": team, date, place and subject of the test. */
export function testOrderWords(facts: TestDocumentFacts, act: TestOrderAct): DecreeWords {
  const { holder, service } = facts;
  return {
    paper: {
      heading: "SURAT PERINTAH TUGAS",
      noun: "Surat Perintah Tugas",
      madeIn: "Dikeluarkan di",
      self: "surat ini",
    },
    title: `Uji laik operasi ${holder.name}`,
    subject: `Surat perintah tugas uji laik operasi ${service.name} untuk ${holder.name}`,
    about: `PELAKSANAAN UJI LAIK OPERASI ${service.name.toUpperCase()} PADA ${holder.name}`,
    body: [
      { kind: "basis", name: "Dasar", items: numbered(basis(facts, act)) },
      { kind: "heading", text: "MEMERINTAHKAN" },
      teamTable(act.team, "Kepada tim uji"),
      { kind: "particulars", caption: "Untuk melaksanakan uji laik operasi", rows: particulars(facts, act) },
      { kind: "dictums", items: duties(act) },
    ],
  };
}

function basis({ legalBasis, holder, request }: TestDocumentFacts, act: TestOrderAct): readonly string[] {
  return [
    ...legalBasis,
    `permohonan izin ${holder.name} nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)};`,
    `surat permohonan uji laik operasi ${documentReference(act.requestLetter)};`,
  ];
}

function particulars(facts: TestDocumentFacts, act: TestOrderAct): readonly LetterEntry[] {
  const time = act.startsAt === null ? "" : `, pukul ${timeInWords(act.startsAt, "id")} waktu setempat`;
  return [
    ...operatorRows(facts),
    { label: "Metode", text: methodName(act) },
    { label: "Hari dan tanggal", text: `${heldOn(act)}${time}` },
    { label: "Tempat pelaksanaan", text: act.testAddress },
    { label: "Pusat pelayanan pelanggan", text: act.careCentreAddress },
  ];
}

function duties(act: TestOrderAct): readonly LetterDictum[] {
  const replaced: readonly LetterDictum[] =
    act.replaces === null
      ? []
      : [
          {
            label: "KEEMPAT",
            text: `Surat ini menggantikan Surat Perintah Tugas ${documentReference(act.replaces)}, yang tidak berlaku lagi.`,
            points: [],
          },
        ];
  return [
    {
      label: "KESATU",
      text: "Tim menguji bagian berikut menurut katalog uji yang berlaku:",
      points: numbered(act.areas),
    },
    {
      label: "KEDUA",
      text: "Tim menuangkan hasil setiap butir uji dan setiap perangkat dalam Berita Acara Evaluasi yang ditandatangani kedua pihak.",
      points: [],
    },
    {
      label: "KETIGA",
      text: "Anggota tim yang mempunyai benturan kepentingan dengan penyelenggara wajib menyatakannya dan tidak melaksanakan tugas ini. Tim tidak menerima pemberian dalam bentuk apa pun.",
      points: [],
    },
    ...replaced,
  ];
}
