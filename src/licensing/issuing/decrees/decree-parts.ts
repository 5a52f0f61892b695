import type { LetterBlock, LetterEntry } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { CodeDecreeFacts } from "./decree-facts.ts";

/** Names of a document that is not a decree. */
export interface DocumentNames {
  /** Above its number, in capitals. */
  readonly heading: string;
  readonly noun: string;
  /** Before the place, such as "Dikeluarkan di". */
  readonly madeIn: string;
  /** The document's name for itself, such as "surat ini". */
  readonly self: string;
}

/** The text of one kind of decree: title, subject, and everything between the title and the closing. */
export interface DecreeWords {
  /** Absent for a decree. */
  readonly paper?: DocumentNames;
  readonly title: string;
  readonly subject: string;
  readonly about: string;
  readonly body: readonly LetterBlock[];
  /** The blocks after the signature. */
  readonly annex?: readonly LetterBlock[];
}

/** Groups the digits of an access code: from six digits on, the last three are separated ("1500 123"). */
export function readableCode(code: string): string {
  return code.length < 6 ? code : `${code.slice(0, -3)} ${code.slice(-3)}`;
}

/** Entries labelled a., b., c. */
export function lettered(texts: readonly string[]): readonly LetterEntry[] {
  return texts.map((text, index) => ({ label: `${String.fromCharCode(97 + index)}.`, text }));
}

/** Entries labelled 1., 2., 3. */
export function numbered(texts: readonly string[]): readonly LetterEntry[] {
  return texts.map((text, index) => ({ label: `${index + 1}.`, text }));
}

/** The citation of an earlier decree. */
export function namedDecree(earlier: { readonly number: string; readonly decidedOn: string } | null): string {
  if (earlier === null) return "keputusan penetapan kode akses ini yang terdahulu";
  return `Keputusan Nomor ${earlier.number} tanggal ${indonesianDate(earlier.decidedOn)}`;
}

/** The code and its holder, as in every decree about a held code. */
export function holderRows({ holder, code, numberKind }: CodeDecreeFacts): readonly LetterEntry[] {
  return [
    { label: "Jenis penomoran", text: numberKind },
    { label: "Kode akses", text: readableCode(code) },
    { label: "Pemegang", text: holder.name },
    ...(holder.nib === null ? [] : [{ label: "NIB", text: holder.nib }]),
    ...(holder.npwp === null ? [] : [{ label: "NPWP", text: holder.npwp }]),
    { label: "Alamat", text: holder.address },
  ];
}
