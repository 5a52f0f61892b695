import type { LetterBlock, LetterEntry, LetterTable } from "../../kernel/index.ts";
import type { TestDocumentFacts } from "./decrees/decree-facts.ts";
import type { DecreeWords } from "./decrees/decree-parts.ts";
import { indonesianInstant } from "./indonesian-date.ts";
import type { TestReportAct } from "./test-document-act.ts";
import {
  countedParagraphs,
  documentReference,
  heldOn,
  methodName,
  NOTHING,
  operatorRows,
  teamTable,
} from "./test-document-parts.ts";

const VERDICTS = { pass: "Memenuhi", fail: "Tidak memenuhi", "not-applicable": "Tidak berlaku" } as const;
const SIDES = { ministry: "Tim uji", operator: "Penyelenggara" } as const;
const HOW = {
  "second-factor": "akun, dengan faktor kedua",
  "one-time-code": "tablet, dengan kode sekali pakai",
  demo: "akun peragaan",
} as const;
const OUTCOMES = {
  signed: "Menandatangani",
  refused: "Tidak bersedia menandatangani",
  silent: "Tidak menandatangani sampai batas waktu",
} as const;
/** The wording of a passed and of a failed check. */
const CHECKS = {
  present: ["ada", "TIDAK ada di tempat"],
  serial: ["seri sesuai", "seri TIDAK sesuai"],
  certificate: ["sertifikat sesuai", "sertifikat TIDAK sesuai"],
  photo: ["foto ada", "foto TIDAK ada"],
  working: ["berfungsi", "TIDAK berfungsi"],
} as const;
const RESULTS = { fit: "LAIK OPERASI", unfit: "TIDAK LAIK OPERASI" } as const;

/** Text of the "Berita Acara Evaluasi": the results of the test and the signatures. */
export function testReportWords(facts: TestDocumentFacts, act: TestReportAct): DecreeWords {
  const { holder, service } = facts;
  return {
    paper: {
      heading: "BERITA ACARA EVALUASI",
      noun: "Berita Acara Evaluasi",
      madeIn: "Dibuat di",
      self: "berita acara ini",
    },
    title: `Uji laik operasi ${holder.name}`,
    subject: `Berita acara evaluasi uji laik operasi ${service.name} untuk ${holder.name}`,
    about: `UJI LAIK OPERASI ${service.name.toUpperCase()} PADA ${holder.name}`,
    body: testReportBlocks(facts, act),
  };
}

/** The content of a report between title and closing, also used in the annex of an SKLO. */
export function testReportBlocks(facts: TestDocumentFacts, act: TestReportAct): readonly LetterBlock[] {
  const done = act.method === "site-test" ? "dilaksanakan uji laik operasi" : "dievaluasi hasil uji mandiri";
  return [
    {
      kind: "paragraph",
      text: `Pada tanggal ${heldOn(act)} telah ${done} atas ${facts.holder.name} dengan rincian dan hasil sebagai berikut.`,
    },
    { kind: "particulars", caption: "Rincian pelaksanaan", rows: particulars(facts, act) },
    { kind: "heading", text: `HASIL: ${RESULTS[act.result]}` },
    { kind: "paragraph", text: counted(act) },
    ...countedParagraphs(act.findings),
    itemTable(act),
    ...(act.devices.length === 0 ? [] : [deviceTable(act)]),
    ...remarks(act),
    teamTable(act.team, "Tim yang melaksanakan"),
    ...(act.signatures.length === 0 ? [] : [signatureTable(act)]),
  ];
}

function particulars(facts: TestDocumentFacts, act: TestReportAct): readonly LetterEntry[] {
  return [
    ...operatorRows(facts),
    { label: "Metode", text: methodName(act) },
    { label: "Pusat pelayanan pelanggan", text: act.careCentreAddress },
    { label: "Tempat pelaksanaan", text: act.testAddress },
    { label: "Media transmisi", text: act.transmission.trim() === "" ? NOTHING : act.transmission },
    ...(act.order === null ? [] : [{ label: "Surat Perintah Tugas", text: documentReference(act.order) }]),
    { label: "Surat permohonan", text: documentReference(act.requestLetter) },
    { label: "Katalog uji", text: act.catalogue },
    ...(act.digest === null ? [] : [{ label: "Sidik isi (SHA-256)", text: readableDigest(act.digest) }]),
    ...(act.previous === null
      ? []
      : [{ label: "Mengulang sebagian", text: `Berita Acara ${documentReference(act.previous)}` }]),
  ];
}

/** Groups a digest for line breaks and comparison by eye. */
function readableDigest(digest: string): string {
  return (digest.match(/.{1,16}/g) ?? []).join(" ");
}

function counted({ items, devices }: TestReportAct): string {
  const of = (verdict: keyof typeof VERDICTS) => items.filter((item) => item.verdict === verdict).length;
  const sound = devices.filter(({ verdict }) => verdict === "pass").length;
  const tested = `Dari ${items.length} butir uji, ${of("pass")} memenuhi, ${of("fail")} tidak memenuhi, dan ${of("not-applicable")} tidak berlaku.`;
  const seen = devices.length === 0 ? "" : ` Dari ${devices.length} perangkat dalam daftar, ${sound} memenuhi.`;
  const observed = items.some(({ standing }) => standing === "observed")
    ? " Batas bertanda ** diamati di portal atau artikel resmi; bunyi peraturannya belum dibaca."
    : "";
  return `${tested}${seen} Batas bertanda * adalah anggapan sistem, bukan bunyi peraturan.${observed}`;
}

function itemTable({ items }: TestReportAct): LetterTable {
  return {
    kind: "table",
    caption: "Hasil setiap butir uji (W = wajib)",
    columns: ["Butir", "Yang diuji", "Batas", "Terukur", "Hasil", "Catatan"],
    widths: [9, 30, 16, 19, 12, 14],
    rows: items.map((item) => [
      item.isMandatory ? `${item.code} W` : item.code,
      `${item.area}: ${item.title}`,
      limitOf(item),
      measuredOf(item),
      VERDICTS[item.verdict],
      item.note.trim() === "" ? NOTHING : item.note,
    ]),
  };
}

function limitOf({ limit, standing }: TestReportAct["items"][number]): string {
  if (limit.trim() === "") return NOTHING;
  const marks = { confirmed: "", observed: " **", assumed: " *" };
  return `${limit}${marks[standing]}`;
}

function measuredOf({ measured, instrument }: TestReportAct["items"][number]): string {
  if (measured.trim() === "") return NOTHING;
  return instrument.trim() === "" ? measured : `${measured} (${instrument})`;
}

function deviceTable({ devices }: TestReportAct): LetterTable {
  return {
    kind: "table",
    caption: "Setiap perangkat dalam daftar perangkat",
    columns: ["No.", "Perangkat", "Nomor seri", "Sertifikat", "Lokasi", "Yang ditemukan"],
    widths: [7, 25, 19, 18, 13, 18],
    rows: devices.map((device, index) => [
      String(index + 1),
      device.name,
      device.serial || NOTHING,
      device.certificate || NOTHING,
      device.location || NOTHING,
      foundOf(device),
    ]),
  };
}

function foundOf({ checks, verdict, note }: TestReportAct["devices"][number]): string {
  const told = checks.flatMap(({ check, outcome }) =>
    outcome === "not-applicable" ? [] : [CHECKS[check][outcome === "pass" ? 0 : 1]],
  );
  const written = note.trim() === "" ? "" : `. ${note.trim()}`;
  return `${VERDICTS[verdict]}${told.length === 0 ? "" : `: ${told.join(", ")}`}${written}`;
}

function remarks(act: TestReportAct): readonly LetterBlock[] {
  if (act.remarks.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Catatan para pihak",
      columns: ["Pihak", "Nama", "Catatan"],
      widths: [16, 26, 58],
      rows: act.remarks.map(({ side, name, text }) => [SIDES[side], name, text]),
    },
  ];
}

/** The document is readable for every bearer of its URL, so an account is masked but remains recognisable. */
function maskedAccount(account: string): string {
  const at = account.lastIndexOf("@");
  return at < 1 ? `${account.slice(0, 1)}***` : `${account.slice(0, 1)}***${account.slice(at)}`;
}

function signatureTable({ signatures }: TestReportAct): LetterTable {
  return {
    kind: "table",
    caption: "Yang menandatangani pada akunnya masing-masing",
    columns: ["Pihak", "Nama dan jabatan", "Akun", "Waktu", "Cara", "Pernyataan"],
    widths: [13, 22, 20, 15, 14, 16],
    rows: signatures.map((one) => [
      SIDES[one.side],
      `${one.name}, ${one.position}`,
      one.account === null ? NOTHING : maskedAccount(one.account),
      indonesianInstant(one.atMs),
      one.how === null ? NOTHING : HOW[one.how],
      one.remark.trim() === "" ? OUTCOMES[one.outcome] : `${OUTCOMES[one.outcome]}: ${one.remark.trim()}`,
    ]),
  };
}
