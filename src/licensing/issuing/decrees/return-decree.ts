import { assert } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { CodeDecreeFacts } from "./decree-facts.ts";
import { type DecreeWords, holderRows, lettered, namedDecree, numbered, readableCode } from "./decree-parts.ts";

/** Text of the SK Pengembalian: the decree by which a returned code ceases to be assigned to its holder. */
export function returnWords(facts: CodeDecreeFacts): DecreeWords {
  const { code, holder, act, request } = facts;
  assert(act.kind === "return", "the facts of a decree of return");
  const asked = `permohonan pengembalian dari ${holder.name} dengan nomor ${request.number} tanggal ${indonesianDate(request.submittedOn)}, dengan alasan: ${act.reason}`;
  const reasons = [
    `bahwa ${holder.name} mengembalikan kode akses ${code} atas kehendak sendiri;`,
    "bahwa kode akses yang dikembalikan perlu ditahan beberapa waktu, agar penelepon tidak keliru sebelum kode itu dipakai pihak lain;",
    "bahwa karena itu pengembalian penomoran perlu dituangkan dalam suatu keputusan;",
  ];
  return {
    title: `Pengembalian Kode Akses ${code}`,
    subject: `Pengembalian penomoran ${code} oleh ${holder.name}`,
    about: `TENTANG PENGEMBALIAN PENOMORAN ${facts.numberKind.toUpperCase()} ${code} OLEH ${holder.name}`,
    body: [
      { kind: "basis", name: "Menimbang", items: lettered(reasons) },
      { kind: "basis", name: "Mengingat", items: numbered(facts.legalBasis) },
      { kind: "basis", name: "Memperhatikan", items: numbered([`${namedDecree(act.earlier)};`, asked]) },
      { kind: "heading", text: "MEMUTUSKAN" },
      {
        kind: "dictums",
        items: [
          {
            label: "KESATU",
            text: `Menerima pengembalian kode akses ${readableCode(code)} dari ${holder.name} dengan rincian sebagai berikut:`,
            points: [],
          },
        ],
      },
      { kind: "particulars", caption: "Rincian pengembalian", rows: holderRows(facts) },
      {
        kind: "dictums",
        items: [
          {
            label: "KEDUA",
            text: `${namedDecree(act.earlier)} berakhir dan tidak berlaku lagi; pemegang tidak lagi berhak memakai kode akses itu.`,
            points: [],
          },
          {
            label: "KETIGA",
            text: `Kode akses ${readableCode(code)} ditahan sampai dengan tanggal ${indonesianDate(act.quarantinedUntil)} dan selama itu tidak ditetapkan kepada siapa pun.`,
            points: [],
          },
          { label: "KEEMPAT", text: "Keputusan ini mulai berlaku pada tanggal ditetapkan.", points: [] },
        ],
      },
    ],
  };
}
