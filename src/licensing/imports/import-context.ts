import type { NumberingPlan } from "../../regulation/index.ts";
import type { CodeState } from "../numbering/index.ts";
import type { ReadFiles } from "./parse-spreadsheet.ts";
import type { CodeUsage, ImportedLicenceState } from "./read-line.ts";

/** An organisation that has a NIB here. */
export interface KnownOperator {
  readonly id: string;
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly email: string;
  readonly version: number;
  /** Came by an import and has been claimed by nobody: only such a one is changed by another import. */
  readonly isUnclaimed: boolean;
  readonly hasActiveLicence: boolean;
}

/** A licence that is recorded here. */
export interface KnownLicence {
  readonly id: string;
  readonly number: string;
  readonly nib: string | null;
  readonly grantedOn: string;
  readonly kbli: string;
  readonly service: string;
  readonly standing: ImportedLicenceState;
  readonly version: number;
  readonly commitment: { readonly startYear: number; readonly increments: readonly number[] } | null;
}

/** The decree of a code, where it came by an import. */
export interface KnownDecree {
  readonly id: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly endUser: string;
  readonly usage: CodeUsage;
  readonly version: number;
}

/** A code as it stands. */
export interface KnownCode {
  readonly code: string;
  readonly state: CodeState;
  readonly holderNib: string | null;
  readonly version: number;
  readonly decree: KnownDecree | null;
}

/** What is known here of the things that an import names. Plain values, so that a subprocess can receive it. */
export interface ImportContext {
  /** Local date. */
  readonly today: string;
  /** Every code that means the service's line of business today. */
  readonly kblis: readonly string[];
  readonly plan: NumberingPlan;
  readonly operators: readonly KnownOperator[];
  /** Organisations by their NPWP; null where one has no NIB. */
  readonly npwps: readonly { readonly npwp: string; readonly nib: string | null }[];
  readonly licences: readonly KnownLicence[];
  readonly codes: readonly KnownCode[];
  /** Every code that is not free. */
  readonly taken: readonly string[];
  /** Decrees that have one of the numbers. */
  readonly decrees: readonly { readonly number: string; readonly code: string }[];
}

/** What must be asked of the world before an import can be judged. */
export interface Needs {
  readonly nibs: readonly string[];
  readonly npwps: readonly string[];
  readonly licenceNumbers: readonly string[];
  readonly codes: readonly string[];
  readonly decreeNumbers: readonly string[];
}

/** The names in the files. */
export function needsOf({ sheets }: ReadFiles): Needs {
  const nibs = new Set<string>();
  const npwps = new Set<string>();
  const licenceNumbers = new Set<string>();
  const codes = new Set<string>();
  const decreeNumbers = new Set<string>();
  for (const { lines } of sheets) {
    for (const { line } of lines) {
      if ("nib" in line) nibs.add(line.nib);
      if ("npwp" in line) npwps.add(line.npwp);
      if ("number" in line) licenceNumbers.add(line.number);
      if ("code" in line) {
        codes.add(plainCode(line.code));
        decreeNumbers.add(line.decreeNumber);
      }
    }
  }
  return {
    nibs: [...nibs],
    npwps: [...npwps],
    licenceNumbers: [...licenceNumbers],
    codes: [...codes],
    decreeNumbers: [...decreeNumbers],
  };
}

/** A code without the blanks people put in. */
function plainCode(text: string): string {
  return text.replaceAll(/[\s.-]/gu, "");
}
