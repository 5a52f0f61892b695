import { assert } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { DecreeAct } from "./decree-act.ts";
import type { CodeDecreeFacts } from "./decree-facts.ts";
import { type DecreeWords, holderRows, lettered, namedDecree, numbered, readableCode } from "./decree-parts.ts";

type Revocation = DecreeAct & { readonly kind: "revocation" };

/** The grounds in the wording of the decree. */
const GROUNDS: Readonly<Record<Revocation["ground"], string>> = {
  unused: "kode akses itu terus-menerus tidak dipakai melewati jangka waktu yang ditentukan",
  "licence-lost": "perizinan berusaha yang menjadi dasar penetapan tidak berlaku lagi",
  breach: "ketentuan penggunaan penomoran dilanggar",
  nib: "NIB pemegang dicabut atau tidak benar menurut OSS RBA",
};

/** Text of the SK Pencabutan: it revokes a code and imposes the holder's duties. */
export function revocationWords(facts: CodeDecreeFacts): DecreeWords {
  const { code, holder, act } = facts;
  assert(act.kind === "revocation", "the facts of a decree of revocation");
  return {
    title: `Pencabutan Kode Akses ${code}`,
    subject: `Pencabutan penomoran ${code} dari ${holder.name}`,
    about: `TENTANG PENCABUTAN PENETAPAN PENOMORAN ${facts.numberKind.toUpperCase()} ${code} DARI ${holder.name}`,
    body: [
      { kind: "basis", name: "Menimbang", items: lettered(considerations(facts, act)) },
      { kind: "basis", name: "Mengingat", items: numbered(facts.legalBasis) },
      { kind: "basis", name: "Memperhatikan", items: numbered(regarded(facts, act)) },
      { kind: "heading", text: "MEMUTUSKAN" },
      {
        kind: "dictums",
        items: [
          {
            label: "KESATU",
            text: `Mencabut penetapan kode akses ${readableCode(code)} dari ${holder.name} dengan rincian sebagai berikut:`,
            points: [],
          },
        ],
      },
      { kind: "particulars", caption: "Rincian pencabutan", rows: holderRows(facts) },
      { kind: "dictums", items: orders(facts, act) },
    ],
  };
}

function considerations({ code }: CodeDecreeFacts, { ground, clause }: Revocation): readonly string[] {
  return [
    `bahwa menurut hasil evaluasi atas penggunaan kode akses ${code}, ${GROUNDS[ground]};`,
    `bahwa keadaan itu merupakan alasan pencabutan menurut ${clause === "" ? "ketentuan penomoran yang berlaku" : clause};`,
    "bahwa karena itu penetapan penomoran perlu dicabut dengan suatu keputusan;",
  ];
}

function regarded({ request }: CodeDecreeFacts, act: Revocation): readonly string[] {
  const opened = `pemberitahuan kepada pemegang dengan nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)}: ${act.statement}`;
  const answer = act.isAnswered
    ? "jawaban tertulis pemegang atas pemberitahuan itu, yang telah dipertimbangkan;"
    : "bahwa sampai batas waktu yang diberikan pemegang tidak menyampaikan jawaban;";
  return [`${namedDecree(act.earlier)};`, opened, answer];
}

function orders(facts: CodeDecreeFacts, act: Revocation) {
  const code = readableCode(facts.code);
  return [
    {
      label: "KEDUA",
      text: `${namedDecree(act.earlier)} dicabut dan tidak berlaku lagi.`,
      points: [],
    },
    {
      label: "KETIGA",
      text: `Paling lambat ${act.obeyDays} hari kalender sejak keputusan ini ditetapkan, ${facts.holder.name} wajib:`,
      points: lettered([
        `memberitahukan pencabutan kode akses ${code} kepada pelanggan dan semua pihak yang terdampak;`,
        `menonaktifkan kode akses ${code} pada seluruh jaringan dan perangkatnya; dan`,
        `menghapus kode akses ${code} dari semua media, termasuk situs, iklan, dan bahan cetak.`,
      ]),
    },
    {
      label: "KEEMPAT",
      text: `Kode akses ${code} ditahan sampai dengan tanggal ${indonesianDate(act.quarantinedUntil)} dan selama itu tidak ditetapkan kepada siapa pun.`,
      points: [],
    },
    { label: "KELIMA", text: "Keputusan ini mulai berlaku pada tanggal ditetapkan.", points: [] },
  ];
}
