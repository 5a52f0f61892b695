import type { LetterBlock, LetterEntry, LetterTable } from "../../kernel/index.ts";
import type { TestDocumentFacts } from "./decrees/decree-facts.ts";
import { indonesianDate } from "./indonesian-date.ts";
import type { TestDocumentAct, TestOrderAct } from "./test-document-act.ts";

/** The text of an empty cell. */
export const NOTHING = "–";

const CONFIGURATION_NAMES = { pbx: "PBX (konvensional)", "ip-pbx": "IPBX/Cloud PBX", cpaas: "CPaaS" } as const;
const METHOD_NAMES = { "site-test": "Uji petik", "self-test": "Uji mandiri (penilaian mandiri)" } as const;
const ROLE_NAMES = { leader: "Ketua tim", member: "Anggota" } as const;

/** The citation of a document. */
export function documentReference({ number, date }: { readonly number: string; readonly date: string }): string {
  return `nomor ${number} tanggal ${indonesianDate(date)}`;
}

/** The method of a test in the document's wording. */
export function methodName({ method }: Pick<TestDocumentAct, "method">): string {
  return METHOD_NAMES[method];
}

/** The configurations of a call centre in the document's wording. */
export function configurationNames({ configurations, smsA2p }: TestDocumentAct): string {
  const built = configurations.map((key) => CONFIGURATION_NAMES[key]).join(", ") || NOTHING;
  return smsA2p ? `${built}, dengan SMS A2P` : built;
}

/** The days of a test; a single day is written once. */
export function heldOn({ heldFrom, heldTo }: Pick<TestOrderAct, "heldFrom" | "heldTo">): string {
  if (heldFrom === heldTo) return indonesianDate(heldFrom);
  return `${indonesianDate(heldFrom)} sampai dengan ${indonesianDate(heldTo)}`;
}

/** The operator under test, and the service. */
export function operatorRows({ holder, service, act }: TestDocumentFacts): readonly LetterEntry[] {
  return [
    { label: "Penyelenggara", text: holder.name },
    ...(holder.nib === null ? [] : [{ label: "NIB", text: holder.nib }]),
    { label: "Jenis penyelenggaraan", text: `${service.name} (KBLI ${service.kbli})` },
    { label: "Alamat perusahaan", text: holder.address },
    { label: "Konfigurasi", text: configurationNames(act) },
  ];
}

/** The members of a team. */
export function teamTable(team: TestOrderAct["team"], caption: string): LetterTable {
  return {
    kind: "table",
    caption,
    columns: ["No.", "Nama", "NIP", "Tugas"],
    widths: [8, 44, 28, 20],
    rows: team.map(({ name, nip, role }, index) => [String(index + 1), name, nip ?? NOTHING, ROLE_NAMES[role]]),
  };
}

/** Numbered paragraphs. */
export function countedParagraphs(texts: readonly string[]): readonly LetterBlock[] {
  if (texts.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Temuan yang harus diperbaiki",
      columns: ["No.", "Temuan"],
      widths: [8, 92],
      rows: texts.map((text, index) => [String(index + 1), text]),
    },
  ];
}
