import { assert } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { CodeDecreeFacts } from "./decree-facts.ts";
import { type DecreeWords, holderRows, lettered, namedDecree, numbered, readableCode } from "./decree-parts.ts";

/** Text of the SK Perubahan Penetapan: the decree that replaces an earlier one on the same code. */
export function changeWords(facts: CodeDecreeFacts): DecreeWords {
  const { code, holder, act } = facts;
  assert(act.kind === "change", "the facts of a decree of change");
  const request = `permohonan ${holder.name} dengan nomor ${facts.request.number} tanggal ${indonesianDate(facts.request.submittedOn)};`;
  return {
    title: `Perubahan Penetapan Kode Akses ${code}`,
    subject: `Perubahan penetapan penomoran ${code} untuk ${holder.name}`,
    about: `TENTANG PERUBAHAN PENETAPAN PENOMORAN ${facts.numberKind.toUpperCase()} ${code} UNTUK ${holder.name}`,
    body: [
      { kind: "basis", name: "Menimbang", items: lettered(considerations(facts)) },
      { kind: "basis", name: "Mengingat", items: numbered(basis(facts)) },
      { kind: "basis", name: "Memperhatikan", items: numbered([`${namedDecree(act.earlier)};`, request]) },
      { kind: "heading", text: "MEMUTUSKAN" },
      {
        kind: "dictums",
        items: [
          {
            label: "KESATU",
            text: `Mengubah penetapan kode akses ${readableCode(code)} dalam ${namedDecree(act.earlier)}, sehingga berbunyi sebagai berikut:`,
            points: [],
          },
        ],
      },
      { kind: "particulars", caption: "Rincian perubahan", rows: [...valuesBefore(facts), ...holderRows(facts)] },
      { kind: "dictums", items: laterDictums(facts) },
    ],
  };
}

function considerations(facts: CodeDecreeFacts): readonly string[] {
  const { act, code } = facts;
  if (act.kind !== "change") return [];
  const why =
    act.ground === "rule"
      ? `bahwa ketentuan yang menjadi dasar penetapan kode akses ${code} telah berubah dengan ${act.citation};`
      : `bahwa nama atau alamat pemegang kode akses ${code} telah berubah menurut perizinan berusaha yang disampaikan;`;
  return [
    why,
    "bahwa menurut hasil pemeriksaan, perubahan itu didukung dokumen yang lengkap;",
    "bahwa karena itu penetapan penomoran perlu disesuaikan dalam suatu keputusan;",
  ];
}

function basis({ legalBasis, act }: CodeDecreeFacts): readonly string[] {
  return act.kind === "change" && act.ground === "rule" ? [...legalBasis, act.citation] : legalBasis;
}

function valuesBefore({ act }: CodeDecreeFacts) {
  if (act.kind !== "change" || act.ground === "rule") return [];
  return [
    { label: "Semula atas nama", text: act.before.name },
    { label: "Semula beralamat di", text: act.before.address },
  ];
}

function laterDictums({ act, duties }: CodeDecreeFacts) {
  assert(act.kind === "change", "the facts of a decree of change");
  return [
    {
      label: "KEDUA",
      text: `Dengan berlakunya keputusan ini, ${namedDecree(act.earlier)} dinyatakan diganti dan tidak berlaku lagi.`,
      points: [],
    },
    {
      label: "KETIGA",
      text: "Kode akses tetap dipegang tanpa terputus. Pemegang penetapan tetap wajib mematuhi peraturan perundang-undangan di bidang telekomunikasi, serta:",
      points: lettered(duties),
    },
    { label: "KEEMPAT", text: "Keputusan ini mulai berlaku pada tanggal ditetapkan.", points: [] },
  ];
}
