import type { LetterBlock, LetterDictum, LetterEntry } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { CommittedYear } from "./commitment-years.ts";
import type { CommitmentDecreeFacts } from "./decree-facts.ts";
import { type DecreeWords, lettered, numbered } from "./decree-parts.ts";

const CONFIGURATION_NAMES = { pbx: "PBX (konvensional)", "ip-pbx": "IPBX/Cloud PBX", cpaas: "CPaaS" } as const;
const COLUMNS = [
  "Tahun",
  "Masa",
  "Kota/kabupaten",
  "Tambahan pusat layanan",
  "Tambahan kapasitas",
  "Jumlah kapasitas sampai dengan baris ini",
];
const WIDTHS = [9, 24, 24, 14, 19, 22];

/** Text of the "Penetapan Komitmen Layanan": the capacity that a licensee commits to build in five years, and against which it is evaluated. */
export function commitmentWords(facts: CommitmentDecreeFacts): DecreeWords {
  const { holder, service, request } = facts;
  const asked = `permohonan ${holder.name} dengan nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)};`;
  return {
    title: `Penetapan Komitmen Layanan ${holder.name}`,
    subject: `Penetapan komitmen layanan ${service.name} untuk ${holder.name}`,
    about: `TENTANG PENETAPAN KOMITMEN LAYANAN ${service.name.toUpperCase()} UNTUK ${holder.name}`,
    body: [
      { kind: "basis", name: "Menimbang", items: lettered(considerations(facts)) },
      { kind: "basis", name: "Mengingat", items: numbered(facts.legalBasis) },
      { kind: "basis", name: "Memperhatikan", items: numbered([asked]) },
      { kind: "heading", text: "MEMUTUSKAN" },
      { kind: "dictums", items: [undertaking(facts)] },
      { kind: "particulars", caption: "Rincian pemegang komitmen", rows: particulars(facts) },
      yearsTable(facts),
      { kind: "dictums", items: laterDictums(facts) },
    ],
  };
}

function considerations({ holder, service, act }: CommitmentDecreeFacts): readonly string[] {
  const e1 = act.years.at(-1)?.totalE1 ?? 0;
  return [
    `bahwa ${holder.name} mengajukan rencana usaha lima tahun untuk menyelenggarakan ${service.name};`,
    `bahwa menurut hasil evaluasi, dokumen permohonan telah lengkap dan rencana itu memuat kapasitas layanan ${e1} E1 atau setara pada akhir tahun kelima;`,
    "bahwa karena itu komitmen layanan perlu ditetapkan sebagai dasar evaluasi penyelenggaraan layanan;",
  ];
}

function undertaking({ holder, act }: CommitmentDecreeFacts): LetterDictum {
  const text = `Menetapkan komitmen layanan ${holder.name} untuk 5 (lima) tahun dengan rincian di bawah ini. Nilai setiap tahun adalah tambahan pada tahun itu. Kapasitas dihitung dalam E1 atau setara: 1 (satu) E1 sama dengan ${act.linesPerE1} kanal suara serentak.`;
  return { label: "KESATU", text, points: [] };
}

function particulars({ holder, service, act }: CommitmentDecreeFacts): readonly LetterEntry[] {
  const built = act.configurations.map((key) => CONFIGURATION_NAMES[key]).join(", ") || "–";
  return [
    { label: "Pemegang komitmen", text: holder.name },
    ...(holder.nib === null ? [] : [{ label: "NIB", text: holder.nib }]),
    ...(holder.npwp === null ? [] : [{ label: "NPWP", text: holder.npwp }]),
    { label: "Alamat", text: holder.address },
    { label: "Jenis layanan", text: `${service.name} (KBLI ${service.kbli})` },
    { label: "Konfigurasi", text: act.smsA2p ? `${built}, dengan SMS A2P` : built },
  ];
}

function yearsTable({ act }: CommitmentDecreeFacts): LetterBlock {
  return {
    kind: "table",
    caption: "Komitmen layanan tahun kesatu sampai dengan tahun kelima",
    columns: COLUMNS,
    widths: WIDTHS,
    rows: act.years.flatMap(yearRows),
  };
}

/** A year without additions has a row too, because its running total is evaluated. */
function yearRows(year: CommittedYear): readonly (readonly string[])[] {
  const head = [String(year.year), `${indonesianDate(year.from)} – ${indonesianDate(year.to)}`];
  if (year.rows.length === 0) {
    return [[...head, "tanpa tambahan", "0", capacity(0, 0), capacity(year.totalE1, year.totalChannels)]];
  }
  return year.rows.map((row) => [
    ...head,
    row.city === "" ? "–" : row.city,
    String(row.centres),
    capacity(row.e1, row.channels),
    capacity(row.totalE1, row.totalChannels),
  ]);
}

function capacity(e1: number, channels: number): string {
  return `${e1} E1 (${channels} kanal)`;
}

function laterDictums({ act, duties }: CommitmentDecreeFacts): readonly LetterDictum[] {
  const first = act.years[0];
  const last = act.years.at(-1);
  const period =
    first === undefined || last === undefined
      ? ""
      : ` Tahun kesatu dihitung sejak ${indonesianDate(first.from)} sampai dengan ${indonesianDate(first.to)}; tahun kelima berakhir pada ${indonesianDate(last.to)}.`;
  return [
    {
      label: "KEDUA",
      text: "Pemegang komitmen wajib mematuhi peraturan perundang-undangan di bidang telekomunikasi, serta:",
      points: lettered(duties),
    },
    {
      label: "KETIGA",
      text: `Komitmen layanan ini menjadi dasar evaluasi setiap tahun dan evaluasi lima tahunan.${period}`,
      points: [],
    },
    { label: "KEEMPAT", text: "Keputusan ini mulai berlaku pada tanggal ditetapkan.", points: [] },
  ];
}
