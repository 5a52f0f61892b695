import type { LetterBlock, LetterEntry } from "../../../kernel/index.ts";
import { indonesianDate } from "../indonesian-date.ts";
import type { CodeDecreeFacts } from "./decree-facts.ts";

/** How a paper that is not a decree calls itself. */
export interface DocumentNames {
  /** Above its number, in capitals. */
  readonly heading: string;
  readonly noun: string;
  /** Before the place, such as "Dikeluarkan di". */
  readonly madeIn: string;
  /** As it speaks of itself, such as "surat ini". */
  readonly self: string;
}

/** The words of one kind of decree: its title, what it is about, and everything between the title and the closing. */
export interface DecreeWords {
  /** Absent for a decree. */
  readonly paper?: DocumentNames;
  readonly title: string;
  readonly subject: string;
  readonly about: string;
  readonly body: readonly LetterBlock[];
  /** What follows the signature. */
  readonly annex?: readonly LetterBlock[];
}

/** Groups the digits of an access code for reading: the last three stand apart from six digits on ("1500 123"). */
export function readableCode(code: string): string {
  return code.length < 6 ? code : `${code.slice(0, -3)} ${code.slice(-3)}`;
}

/** Entries counted a., b., c. */
export function lettered(texts: readonly string[]): readonly LetterEntry[] {
  return texts.map((text, index) => ({ label: `${String.fromCharCode(97 + index)}.`, text }));
}

/** Entries counted 1., 2., 3. */
export function numbered(texts: readonly string[]): readonly LetterEntry[] {
  return texts.map((text, index) => ({ label: `${index + 1}.`, text }));
}

/** A decree as another one names it. */
export function namedDecree(earlier: { readonly number: string; readonly decidedOn: string } | null): string {
  if (earlier === null) return "keputusan penetapan kode akses ini yang terdahulu";
  return `Keputusan Nomor ${earlier.number} tanggal ${indonesianDate(earlier.decidedOn)}`;
}

/** Who holds which code, as every decree about a code that is held says it. */
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
